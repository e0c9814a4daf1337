package dev.kindred.server.resource;

import org.jspecify.annotations.Nullable;

/// The configuration of hyper-parameter optimization.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_HPOConfig.html">API reference</a>
public record HPOConfig(
        @Nullable HPOObjective hpoObjective,
        @Nullable HPOResourceConfig hpoResourceConfig,
        @Nullable HyperParameterRanges algorithmHyperParameterRanges) {}
