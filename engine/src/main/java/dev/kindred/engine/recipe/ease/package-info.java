/// Item weights in closed form (EASE^R), for catalogs of some thousand items. Knows nothing of files and of
/// other recipes.
@NullMarked
package dev.kindred.engine.recipe.ease;

import org.jspecify.annotations.NullMarked;
