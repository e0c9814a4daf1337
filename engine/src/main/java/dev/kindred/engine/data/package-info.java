/// Tests of the training data's tables.
@NullMarked
package dev.kindred.engine.data;

import org.jspecify.annotations.NullMarked;
