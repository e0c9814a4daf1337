package dev.kindred.server.operation.importjob;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.DatasetImportJob;
import dev.kindred.server.resource.ImportMode;
import dev.kindred.server.resource.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The summary of an import job in list responses.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DatasetImportJobSummary.html">API
/// reference</a>
public record DatasetImportJobSummary(
        Arn datasetImportJobArn,
        String jobName,
        Status status,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable String failureReason,
        ImportMode importMode) {

    static DatasetImportJobSummary of(DatasetImportJob it) {
        return new DatasetImportJobSummary(
                it.datasetImportJobArn(),
                it.jobName(),
                it.status(),
                it.creationDateTime(),
                it.lastUpdatedDateTime(),
                it.failureReason(),
                it.importMode());
    }
}
