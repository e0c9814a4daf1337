package dev.kindred.server.attribution;

import java.time.Duration;

/// The 15-minute windows of counts, and the age limits of counted events. Times are in seconds since 1970. The
/// start of a window identifies it.
public final class Windows {

    /// The length of a window: the granularity of AWS's reports.
    public static final long SECONDS = Duration.ofMinutes(15).toSeconds();

    /// The ages of events that CloudWatch accepts: up to two weeks in the past and two hours in the future.
    private static final long OLDEST = Duration.ofDays(14).toSeconds();
    private static final long AHEAD = Duration.ofHours(2).toSeconds();

    private Windows() {}

    /// Returns the window of a time.
    public static long of(long time) {
        return Math.floorDiv(time, SECONDS) * SECONDS;
    }

    /// Returns the first window whose events are counted at a time.
    public static long firstAt(long now) {
        return of(now - OLDEST);
    }

    /// Returns whether an event is counted on arrival: like CloudWatch, it must be at most 14 days old and at
    /// most two hours ahead.
    public static boolean isCounted(long time, long receivedAt) {
        return time > receivedAt - OLDEST && time < receivedAt + AHEAD;
    }

    /// Returns whether a window has ended.
    public static boolean isClosed(long window, long now) {
        return window <= now - SECONDS;
    }
}
