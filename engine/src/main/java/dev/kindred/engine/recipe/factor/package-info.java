/// Implicit matrix factorisation: a vector for each item, learnt by alternating least squares; the vector of a
/// user is computed from a history at request time. Knows no blend and no requests.
@NullMarked
package dev.kindred.engine.recipe.factor;

import org.jspecify.annotations.NullMarked;
