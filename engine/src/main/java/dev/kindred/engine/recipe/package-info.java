/// Recipes with their parameters, and the training of a model by one. One sub-package for each
/// algorithm; none of them knows a request, an ARN or a network.
@NullMarked
package dev.kindred.engine.recipe;

import org.jspecify.annotations.NullMarked;
