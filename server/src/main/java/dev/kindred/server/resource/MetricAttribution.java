package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A metric attribution: measures the value of a dataset group's events by the recommendations that led to them. The
/// catalog stores its metrics separately.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_MetricAttribution.html">API reference</a>
public record MetricAttribution(
        String name,
        Arn metricAttributionArn,
        Arn datasetGroupArn,
        MetricAttributionOutput metricsOutputConfig,
        Status status,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable String failureReason)
        implements Resource.Living<MetricAttribution> {

    @Override
    public MetricAttribution on(LifeCycleEvent event, Instant now) {
        return new MetricAttribution(
                name,
                metricAttributionArn,
                datasetGroupArn,
                metricsOutputConfig,
                LifeCycle.after(metricAttributionArn, status, event),
                creationDateTime,
                now,
                event instanceof LifeCycleEvent.Failed failed ? failed.reason() : null);
    }

    /// Returns this attribution after an update of its metrics or of its output location.
    public MetricAttribution changed(MetricAttributionOutput output, Instant now) {
        return new MetricAttribution(
                name, metricAttributionArn, datasetGroupArn, output, status, creationDateTime, now, failureReason);
    }

    @Override
    public Arn arn() {
        return metricAttributionArn;
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.METRIC_ATTRIBUTION;
    }

    @Override
    public Arn parent() {
        return datasetGroupArn;
    }
}
