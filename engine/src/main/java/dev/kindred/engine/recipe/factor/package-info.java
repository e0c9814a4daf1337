/// Implicit matrix factorisation: a vector for each item, learnt by alternating least squares, and a vector
/// for a user made of any history when it is asked for. Knows nothing of files and of other recipes.
@NullMarked
package dev.kindred.engine.recipe.factor;

import org.jspecify.annotations.NullMarked;
