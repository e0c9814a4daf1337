package dev.kindred.server.task;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Timestamps of records.
final class Times {

    private Times() {}

    /// Returns the current time, truncated to the milliseconds that responses show.
    static Instant now(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
