/// Next items by the order of a user's events: sequential rules and recent sequences. It is independent of the
/// blend and of requests.
@NullMarked
package dev.kindred.engine.recipe.sequence;

import org.jspecify.annotations.NullMarked;
