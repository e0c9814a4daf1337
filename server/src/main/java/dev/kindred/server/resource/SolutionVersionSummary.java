package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The entry of a solution version in a list.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_SolutionVersionSummary.html">API reference</a>
public record SolutionVersionSummary(
        Arn solutionVersionArn,
        Status status,
        TrainingMode trainingMode,
        TrainingType trainingType,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable String failureReason) {

    public static SolutionVersionSummary of(SolutionVersion it) {
        return new SolutionVersionSummary(
                it.solutionVersionArn(),
                it.status(),
                it.trainingMode(),
                it.trainingType(),
                it.creationDateTime(),
                it.lastUpdatedDateTime(),
                it.failureReason());
    }
}
