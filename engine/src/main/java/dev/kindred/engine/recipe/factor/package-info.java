/// Tests of the factor models, against their definitions in double precision.
@NullMarked
package dev.kindred.engine.recipe.factor;

import org.jspecify.annotations.NullMarked;
