/// Metrics of recommendations, as defined for Amazon Personalize's solution metrics. They are computed from
/// lists and relevant items, independently of models and recipes.
@NullMarked
package dev.kindred.engine.metrics;

import org.jspecify.annotations.NullMarked;
