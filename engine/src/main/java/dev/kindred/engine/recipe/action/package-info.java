/// How likely a user is to take an action: a model of each action, trained on what users did with actions
/// that they were offered, on what they did with items before, and on what else is known of them.
@NullMarked
package dev.kindred.engine.recipe.action;

import org.jspecify.annotations.NullMarked;
