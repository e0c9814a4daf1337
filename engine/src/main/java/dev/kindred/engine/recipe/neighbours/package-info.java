/// Items that the same users have: weighted, discounted counts of shared users, cut down to the nearest items.
/// Knows no blend and no requests.
@NullMarked
package dev.kindred.engine.recipe.neighbours;

import org.jspecify.annotations.NullMarked;
