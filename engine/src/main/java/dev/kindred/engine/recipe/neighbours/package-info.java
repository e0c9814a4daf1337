/// Item-based nearest neighbours: weighted counts of shared users, truncated to the nearest items. It is
/// independent of the blend and of requests.
@NullMarked
package dev.kindred.engine.recipe.neighbours;

import org.jspecify.annotations.NullMarked;
