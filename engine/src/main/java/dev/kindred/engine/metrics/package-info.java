/// How good recommendations are, by the definitions of Amazon Personalize's solution metrics. Knows lists and
/// what was relevant in them; knows no model and no recipe.
@NullMarked
package dev.kindred.engine.metrics;

import org.jspecify.annotations.NullMarked;
