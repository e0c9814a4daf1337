/// How likely a user is to take an action: a model of each action, trained on what users did with actions
/// that they were offered, on their interactions with items before, and on their metadata.
@NullMarked
package dev.kindred.engine.recipe.action;

import org.jspecify.annotations.NullMarked;
