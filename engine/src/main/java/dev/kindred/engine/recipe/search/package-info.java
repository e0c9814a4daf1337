/// The search for parameters and for the best of several recipes, within a budget, by what a hold-out says.
/// Knows no algorithm.
@NullMarked
package dev.kindred.engine.recipe.search;

import org.jspecify.annotations.NullMarked;
