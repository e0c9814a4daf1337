/// Tests of the singular vectors, against their definition.
@NullMarked
package dev.kindred.engine.recipe.lowrank;

import org.jspecify.annotations.NullMarked;
