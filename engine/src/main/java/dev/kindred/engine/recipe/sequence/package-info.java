/// Next items by the order of a user's events: next-item rules and recent sequences. Knows no blend and no
/// requests.
@NullMarked
package dev.kindred.engine.recipe.sequence;

import org.jspecify.annotations.NullMarked;
