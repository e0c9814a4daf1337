/// A user's next items by the order of what users did: models that each score items by a history, to be part
/// of a blend. Knows no request.
@NullMarked
package dev.kindred.engine.recipe.sequence;

import org.jspecify.annotations.NullMarked;
