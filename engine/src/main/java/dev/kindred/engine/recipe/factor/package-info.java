/// Implicit matrix factorization: a vector for each item, trained by alternating least squares; the vector of a
/// user is computed from a history at request time. It is independent of the blend and of requests.
@NullMarked
package dev.kindred.engine.recipe.factor;

import org.jspecify.annotations.NullMarked;
