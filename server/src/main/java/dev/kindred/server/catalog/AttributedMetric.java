package dev.kindred.server.catalog;

import dev.kindred.server.resource.MetricAttribute;
import java.time.Instant;

/// A stored metric of a metric attribution.
///
/// @param createdAt events received before this time do not count
public record AttributedMetric(MetricAttribute attribute, Instant createdAt) {

    public String name() {
        return attribute.metricName();
    }
}
