package dev.kindred.server.resource;

import dev.kindred.server.constraint.ParameterName;
import dev.kindred.server.constraint.Range;
import org.jspecify.annotations.Nullable;

/// The search range of a continuous hyper-parameter.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ContinuousHyperParameterRange.html">API
/// reference</a>
public record ContinuousHyperParameterRange(
        @ParameterName @Nullable String name,
        @Range(min = -1_000_000) @Nullable Double minValue,
        @Range(min = -1_000_000) @Nullable Double maxValue) {}
