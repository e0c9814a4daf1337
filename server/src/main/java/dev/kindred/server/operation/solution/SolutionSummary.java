package dev.kindred.server.operation.solution;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Solution;
import dev.kindred.server.resource.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The summary of a solution in list responses.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_SolutionSummary.html">API reference</a>
public record SolutionSummary(
        String name,
        Arn solutionArn,
        Status status,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable Arn recipeArn) {

    static SolutionSummary of(Solution it) {
        return new SolutionSummary(
                it.name(),
                it.solutionArn(),
                it.status(),
                it.creationDateTime(),
                it.lastUpdatedDateTime(),
                it.recipeArn());
    }
}
