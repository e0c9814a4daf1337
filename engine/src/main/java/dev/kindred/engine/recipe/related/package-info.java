/// Items that are like an item, by who interacted with them and by what they are. Knows no user's history.
@NullMarked
package dev.kindred.engine.recipe.related;

import org.jspecify.annotations.NullMarked;
