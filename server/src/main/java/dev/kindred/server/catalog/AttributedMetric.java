package dev.kindred.server.catalog;

import dev.kindred.server.resource.MetricAttribute;
import java.time.Instant;

/// A metric of a metric attribution, as it is kept.
///
/// @param createdAt events that came in before are not of this metric
public record AttributedMetric(MetricAttribute attribute, Instant createdAt) {

    public String name() {
        return attribute.metricName();
    }
}
