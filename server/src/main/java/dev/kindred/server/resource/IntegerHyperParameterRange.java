package dev.kindred.server.resource;

import dev.kindred.server.constraint.ParameterName;
import dev.kindred.server.constraint.Range;
import org.jspecify.annotations.Nullable;

/// The search range of an integer hyper-parameter.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_IntegerHyperParameterRange.html">API
/// reference</a>
public record IntegerHyperParameterRange(
        @ParameterName @Nullable String name,
        @Range(min = -1_000_000) @Nullable Integer minValue,
        @Range(max = 1_000_000) @Nullable Integer maxValue) {}
