package dev.kindred.server.attribution;

import java.time.Duration;

/// The windows of a quarter of an hour by which events are counted, and which events are young enough to be.
/// Times are seconds since 1970; a window is called by its beginning.
public final class Windows {

    /// How long a window is.
    public static final long SECONDS = Duration.ofMinutes(15).toSeconds();

    /// The events that AWS's CloudWatch accepts: up to two weeks old, up to two hours ahead.
    private static final long OLDEST = Duration.ofDays(14).toSeconds();
    private static final long AHEAD = Duration.ofHours(2).toSeconds();

    private Windows() {}

    /// Returns the window that a time is in.
    public static long of(long time) {
        return Math.floorDiv(time, SECONDS) * SECONDS;
    }

    /// The first window whose events can be counted at that time.
    public static long firstAt(long now) {
        return of(now - OLDEST);
    }

    /// Returns whether an event of a time is counted when it comes in: neither older than 14 days nor far ahead, as
    /// CloudWatch takes figures.
    public static boolean isCounted(long time, long receivedAt) {
        return time > receivedAt - OLDEST && time < receivedAt + AHEAD;
    }

    /// Returns whether a window is over.
    public static boolean isClosed(long window, long now) {
        return window <= now - SECONDS;
    }
}
