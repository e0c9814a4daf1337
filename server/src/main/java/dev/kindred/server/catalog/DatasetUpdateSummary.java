package dev.kindred.server.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A dataset's latest change of schema.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DatasetUpdateSummary.html">API reference</a>
public record DatasetUpdateSummary(
        Arn schemaArn,
        Status status,
        @Nullable String failureReason,
        Instant creationDateTime,
        Instant lastUpdatedDateTime) {

    static DatasetUpdateSummary pending(Arn schemaArn, Instant now) {
        return new DatasetUpdateSummary(schemaArn, Status.CREATE_PENDING, null, now, now);
    }

    DatasetUpdateSummary on(Arn datasetArn, Event event, Instant now) {
        return new DatasetUpdateSummary(
                schemaArn,
                LifeCycle.after(datasetArn, status, event),
                event instanceof Event.Failed failed ? failed.reason() : null,
                creationDateTime,
                now);
    }
}
