package dev.kindred.server.resource;

import dev.kindred.server.constraint.ShortText;
import org.jspecify.annotations.Nullable;

/// The maximum number of models that hyper-parameter optimization trains, in total and in parallel.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_HPOResourceConfig.html">API reference</a>
public record HPOResourceConfig(
        @ShortText @Nullable String maxNumberOfTrainingJobs,
        @ShortText @Nullable String maxParallelTrainingJobs) {}
