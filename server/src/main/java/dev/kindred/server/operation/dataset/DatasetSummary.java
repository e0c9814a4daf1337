package dev.kindred.server.operation.dataset;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.Status;
import java.time.Instant;

/// The summary of a dataset in list responses.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DatasetSummary.html">API reference</a>
public record DatasetSummary(
        String name,
        Arn datasetArn,
        String datasetType,
        Status status,
        Instant creationDateTime,
        Instant lastUpdatedDateTime) {

    static DatasetSummary of(Dataset it) {
        return new DatasetSummary(
                it.name(),
                it.datasetArn(),
                it.datasetType(),
                it.status(),
                it.creationDateTime(),
                it.lastUpdatedDateTime());
    }
}
