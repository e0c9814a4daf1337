package dev.kindred.server.resource;

import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.OneOf;
import org.jspecify.annotations.Nullable;

/// An objective of training in addition to relevance.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_OptimizationObjective.html">API reference</a>
public record OptimizationObjective(
        @Length(min = 1, max = 150) @Nullable String itemAttribute,
        @OneOf({"LOW", "MEDIUM", "HIGH", "OFF"}) @Nullable String objectiveSensitivity) {}
