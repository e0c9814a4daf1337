/// Trained models: immutable, opened from files by memory map, asked by many threads at once. Knows no training.
@NullMarked
package dev.kindred.engine.model;

import org.jspecify.annotations.NullMarked;
