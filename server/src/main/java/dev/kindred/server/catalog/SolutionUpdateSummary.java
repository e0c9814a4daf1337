package dev.kindred.server.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A solution's latest change.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_SolutionUpdateSummary.html">API
/// reference</a>
public record SolutionUpdateSummary(
        @Nullable SolutionUpdateConfig solutionUpdateConfig,
        Status status,
        @Nullable Boolean performAutoTraining,
        @Nullable Boolean performIncrementalUpdate,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable String failureReason) {

    SolutionUpdateSummary on(Arn solution, Event event, Instant now) {
        return new SolutionUpdateSummary(
                solutionUpdateConfig,
                LifeCycle.after(solution, status, event),
                performAutoTraining,
                performIncrementalUpdate,
                creationDateTime,
                now,
                event instanceof Event.Failed failed ? failed.reason() : null);
    }
}
