/// Ranks users by their affinity to items. Knows users as rows of a log that it is given; keeps nothing of them.
@NullMarked
package dev.kindred.engine.recipe.segment;

import org.jspecify.annotations.NullMarked;
