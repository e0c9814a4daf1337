/// A user's next items by the order of what users did: members that each score items by a history, and their
/// blend. Knows no request.
@NullMarked
package dev.kindred.engine.recipe.sequence;

import org.jspecify.annotations.NullMarked;
