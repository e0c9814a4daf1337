/// Items similar to an item, by shared users and by metadata, independent of the user's history.
@NullMarked
package dev.kindred.engine.recipe.related;

import org.jspecify.annotations.NullMarked;
