package dev.kindred.server.resource;

import java.time.Instant;

/// Issues the tracking id that `PutEvents` uses for a dataset group.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_EventTracker.html">API reference</a>
public record EventTracker(
        String name,
        Arn eventTrackerArn,
        String accountId,
        String trackingId,
        Arn datasetGroupArn,
        Status status,
        Instant creationDateTime,
        Instant lastUpdatedDateTime)
        implements Resource.Living<EventTracker> {

    @Override
    public EventTracker on(LifeCycleEvent event, Instant now) {
        return new EventTracker(
                name,
                eventTrackerArn,
                accountId,
                trackingId,
                datasetGroupArn,
                LifeCycle.after(eventTrackerArn, status, event),
                creationDateTime,
                now);
    }

    @Override
    public Arn arn() {
        return eventTrackerArn;
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.EVENT_TRACKER;
    }

    @Override
    public Arn parent() {
        return datasetGroupArn;
    }
}
