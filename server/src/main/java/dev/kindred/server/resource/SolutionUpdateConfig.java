package dev.kindred.server.resource;

import org.jspecify.annotations.Nullable;

/// The part of a solution's configuration that can be updated.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_SolutionUpdateConfig.html">API reference</a>
public record SolutionUpdateConfig(
        @Nullable AutoTrainingConfig autoTrainingConfig,
        @Nullable EventsConfig eventsConfig) {}
