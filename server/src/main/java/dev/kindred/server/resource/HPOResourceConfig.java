package dev.kindred.server.resource;

import dev.kindred.server.constraint.ShortText;
import org.jspecify.annotations.Nullable;

/// How many models a search for hyper-parameters may train, in all and side by side.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_HPOResourceConfig.html">API
/// reference</a>
public record HPOResourceConfig(
        @ShortText @Nullable String maxNumberOfTrainingJobs,
        @ShortText @Nullable String maxParallelTrainingJobs) {}
