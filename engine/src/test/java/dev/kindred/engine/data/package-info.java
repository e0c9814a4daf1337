/// Tests of the tables that models are trained on.
@NullMarked
package dev.kindred.engine.data;

import org.jspecify.annotations.NullMarked;
