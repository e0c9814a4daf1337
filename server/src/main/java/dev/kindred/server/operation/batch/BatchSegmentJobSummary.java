package dev.kindred.server.operation.batch;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.BatchSegmentJob;
import dev.kindred.server.resource.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The summary of a batch segment job in list responses.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_BatchSegmentJobSummary.html">API
/// reference</a>
public record BatchSegmentJobSummary(
        Arn batchSegmentJobArn,
        String jobName,
        Status status,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable String failureReason,
        Arn solutionVersionArn) {

    static BatchSegmentJobSummary of(BatchSegmentJob it) {
        return new BatchSegmentJobSummary(
                it.batchSegmentJobArn(),
                it.jobName(),
                it.status(),
                it.creationDateTime(),
                it.lastUpdatedDateTime(),
                it.failureReason(),
                it.solutionVersionArn());
    }
}
