/// Tests of the closed-form item weights, against an inverse in double precision.
@NullMarked
package dev.kindred.engine.recipe.ease;

import org.jspecify.annotations.NullMarked;
