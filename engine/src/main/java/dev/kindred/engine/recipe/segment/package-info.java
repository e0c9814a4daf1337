/// Ranking of users by their affinity to items. Users are rows of a given log; models hold no data of users.
@NullMarked
package dev.kindred.engine.recipe.segment;

import org.jspecify.annotations.NullMarked;
