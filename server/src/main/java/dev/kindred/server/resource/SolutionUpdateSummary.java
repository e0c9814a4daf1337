package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The latest update of a solution.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_SolutionUpdateSummary.html">API reference</a>
public record SolutionUpdateSummary(
        @Nullable SolutionUpdateConfig solutionUpdateConfig,
        Status status,
        @Nullable Boolean performAutoTraining,
        @Nullable Boolean performIncrementalUpdate,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable String failureReason) {}
