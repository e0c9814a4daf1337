/// A model of the probability that a user takes an action. It is trained on users' events with offered actions,
/// their interactions with items, and their metadata.
@NullMarked
package dev.kindred.engine.recipe.action;

import org.jspecify.annotations.NullMarked;
