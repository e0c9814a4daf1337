package dev.kindred.server.operation.metricattribution;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.MetricAttribution;
import dev.kindred.server.resource.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The summary of a metric attribution in list responses.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_MetricAttributionSummary.html">API
/// reference</a>
public record MetricAttributionSummary(
        String name,
        Arn metricAttributionArn,
        Status status,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable String failureReason) {

    static MetricAttributionSummary of(MetricAttribution it) {
        return new MetricAttributionSummary(
                it.name(),
                it.metricAttributionArn(),
                it.status(),
                it.creationDateTime(),
                it.lastUpdatedDateTime(),
                it.failureReason());
    }
}
