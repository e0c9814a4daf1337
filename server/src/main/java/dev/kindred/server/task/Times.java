package dev.kindred.server.task;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Times as records carry them.
final class Times {

    private Times() {}

    /// The time to write into records: the wire shows milliseconds.
    static Instant now(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
