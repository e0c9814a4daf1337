package dev.kindred.server.operation;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.Paging;
import dev.kindred.server.schema.SchemaRules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Dependencies and settings that operations share.
///
/// @param deleteDelay the time for which a deleted resource is described as `DELETE PENDING`
/// @param firstTrainingDelay the time from a solution's creation to its first automatic training, which a manual
/// training before it replaces
public record ServiceContext(
        Catalog catalog,
        Paging paging,
        InstantSource clock,
        Quotas quotas,
        SchemaRules schemaRules,
        Duration deleteDelay,
        Duration firstTrainingDelay) {

    /// Returns the current time, truncated to the milliseconds that responses show.
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
