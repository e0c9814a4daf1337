package dev.kindred.server.operation.datasetgroup;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.DatasetGroup;
import dev.kindred.server.resource.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The summary of a dataset group in list responses.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DatasetGroupSummary.html">API
/// reference</a>
public record DatasetGroupSummary(
        String name,
        Arn datasetGroupArn,
        Status status,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable String failureReason,
        @Nullable String domain) {

    static DatasetGroupSummary of(DatasetGroup it) {
        return new DatasetGroupSummary(
                it.name(),
                it.datasetGroupArn(),
                it.status(),
                it.creationDateTime(),
                it.lastUpdatedDateTime(),
                it.failureReason(),
                it.domain());
    }
}
