/// A model of repeat consumption: whether a user returns to an item of the history, and to which. It is
/// independent of requests.
@NullMarked
package dev.kindred.engine.recipe.repeat;

import org.jspecify.annotations.NullMarked;
