/// The directions in which items vary most together. Knows nothing of files and of other recipes.
@NullMarked
package dev.kindred.engine.recipe.lowrank;

import org.jspecify.annotations.NullMarked;
