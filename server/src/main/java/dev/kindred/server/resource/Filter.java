package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A filter expression that selects the items, users or actions to recommend.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_Filter.html">API reference</a>
public record Filter(
        String name,
        Arn filterArn,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        Arn datasetGroupArn,
        @Nullable String failureReason,
        String filterExpression,
        Status status)
        implements Resource.Living<Filter> {

    @Override
    public Filter on(LifeCycleEvent event, Instant now) {
        return new Filter(
                name,
                filterArn,
                creationDateTime,
                now,
                datasetGroupArn,
                event instanceof LifeCycleEvent.Failed failed ? failed.reason() : null,
                filterExpression,
                LifeCycle.after(filterArn, status, event));
    }

    @Override
    public Arn arn() {
        return filterArn;
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.FILTER;
    }

    @Override
    public Arn parent() {
        return datasetGroupArn;
    }
}
