package dev.kindred.server.operation.filter;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Filter;
import dev.kindred.server.resource.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The summary of a filter in list responses.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_FilterSummary.html">API reference</a>
public record FilterSummary(
        String name,
        Arn filterArn,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        Arn datasetGroupArn,
        @Nullable String failureReason,
        Status status) {

    static FilterSummary of(Filter it) {
        return new FilterSummary(
                it.name(),
                it.filterArn(),
                it.creationDateTime(),
                it.lastUpdatedDateTime(),
                it.datasetGroupArn(),
                it.failureReason(),
                it.status());
    }
}
