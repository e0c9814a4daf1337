/// Popular and trending items: the same list for all users, independent of their histories.
@NullMarked
package dev.kindred.engine.recipe.popularity;

import org.jspecify.annotations.NullMarked;
