package dev.kindred.server.operation.deletionjob;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.DataDeletionJob;
import dev.kindred.server.resource.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The summary of a data deletion job in list responses.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DataDeletionJobSummary.html">API
/// reference</a>
public record DataDeletionJobSummary(
        Arn dataDeletionJobArn,
        Arn datasetGroupArn,
        String jobName,
        Status status,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable String failureReason) {

    static DataDeletionJobSummary of(DataDeletionJob it) {
        return new DataDeletionJobSummary(
                it.dataDeletionJobArn(),
                it.datasetGroupArn(),
                it.jobName(),
                it.status(),
                it.creationDateTime(),
                it.lastUpdatedDateTime(),
                it.failureReason());
    }
}
