/// The search for parameters and for the best of several recipes on a hold-out, within a budget.
/// Knows no algorithm.
@NullMarked
package dev.kindred.engine.recipe.search;

import org.jspecify.annotations.NullMarked;
