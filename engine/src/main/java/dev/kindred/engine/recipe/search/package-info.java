/// The search for hyper-parameters and for the best of several recipes on a hold-out, within a budget. It is
/// independent of algorithms.
@NullMarked
package dev.kindred.engine.recipe.search;

import org.jspecify.annotations.NullMarked;
