/// Recipes with their parameters, and the training of models, with a sub-package for each algorithm. They are
/// independent of requests, ARNs and the network.
@NullMarked
package dev.kindred.engine.recipe;

import org.jspecify.annotations.NullMarked;
