package dev.kindred.server.operation.exportjob;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.DatasetExportJob;
import dev.kindred.server.resource.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The summary of an export job in list responses.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DatasetExportJobSummary.html">API
/// reference</a>
public record DatasetExportJobSummary(
        Arn datasetExportJobArn,
        String jobName,
        Status status,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable String failureReason) {

    static DatasetExportJobSummary of(DatasetExportJob it) {
        return new DatasetExportJobSummary(
                it.datasetExportJobArn(),
                it.jobName(),
                it.status(),
                it.creationDateTime(),
                it.lastUpdatedDateTime(),
                it.failureReason());
    }
}
