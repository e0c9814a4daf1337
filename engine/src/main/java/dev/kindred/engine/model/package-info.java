/// Trained models: immutable, memory-mapped from files, and thread-safe. Training is elsewhere.
@NullMarked
package dev.kindred.engine.model;

import org.jspecify.annotations.NullMarked;
