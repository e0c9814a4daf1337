package dev.kindred.server.operation;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.Paging;
import dev.kindred.server.schema.SchemaRules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// What operations work with.
///
/// @param deleteDelay how long a resource can still be seen as `DELETE PENDING`
/// @param firstTrainingDelay how long a new solution waits for its maker before it is trained by itself
public record ServiceContext(
        Catalog catalog,
        Paging paging,
        InstantSource clock,
        Quotas quotas,
        SchemaRules schemaRules,
        Duration deleteDelay,
        Duration firstTrainingDelay) {

    /// The time to write into records: the wire shows milliseconds.
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
