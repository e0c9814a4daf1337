/// Low-rank approximation of the interaction matrix by singular vectors. It is independent of files and of other
/// recipes.
@NullMarked
package dev.kindred.engine.recipe.lowrank;

import org.jspecify.annotations.NullMarked;
