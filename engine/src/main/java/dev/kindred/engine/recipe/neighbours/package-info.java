/// Items that the same users had: counts of what pairs of items share, weighted, discounted and cut down to
/// the nearest. Knows nothing of requests and of other families of models.
@NullMarked
package dev.kindred.engine.recipe.neighbours;

import org.jspecify.annotations.NullMarked;
