/// Whether a user comes back to an item, and to which: a model of repeats, to stand beside models of new items. Knows
/// no
/// request.
@NullMarked
package dev.kindred.engine.recipe.repeat;

import org.jspecify.annotations.NullMarked;
