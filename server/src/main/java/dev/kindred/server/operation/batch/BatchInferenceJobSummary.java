package dev.kindred.server.operation.batch;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.BatchInferenceJob;
import dev.kindred.server.resource.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The summary of a batch inference job in list responses.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_BatchInferenceJobSummary.html">API
/// reference</a>
public record BatchInferenceJobSummary(
        Arn batchInferenceJobArn,
        String jobName,
        Status status,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable String failureReason,
        Arn solutionVersionArn,
        String batchInferenceJobMode) {

    static BatchInferenceJobSummary of(BatchInferenceJob it) {
        return new BatchInferenceJobSummary(
                it.batchInferenceJobArn(),
                it.jobName(),
                it.status(),
                it.creationDateTime(),
                it.lastUpdatedDateTime(),
                it.failureReason(),
                it.solutionVersionArn(),
                it.batchInferenceJobMode());
    }
}
