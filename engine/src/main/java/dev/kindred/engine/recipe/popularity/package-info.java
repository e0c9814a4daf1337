/// Popular and trending items: the same list for all users. Knows no user's history.
@NullMarked
package dev.kindred.engine.recipe.popularity;

import org.jspecify.annotations.NullMarked;
