package dev.kindred.server.operation.eventtracker;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.EventTracker;
import dev.kindred.server.resource.Status;
import java.time.Instant;

/// The summary of an event tracker in list responses.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_EventTrackerSummary.html">API
/// reference</a>
public record EventTrackerSummary(
        String name, Arn eventTrackerArn, Status status, Instant creationDateTime, Instant lastUpdatedDateTime) {

    static EventTrackerSummary of(EventTracker it) {
        return new EventTrackerSummary(
                it.name(), it.eventTrackerArn(), it.status(), it.creationDateTime(), it.lastUpdatedDateTime());
    }
}
