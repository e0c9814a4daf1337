package dev.kindred.server.wire;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// How fast the bytes of one request arrive. Only the time in which the server waits for them counts.
///
/// A request may take a fixed time, and a second more for each `minimumRate` bytes that arrived: a large upload over a
/// slow line passes, and a client that sends a byte now and then (Slowloris) does not. Apache's `mod_reqtimeout` has
/// the same rule.
///
/// @see <a href="https://httpd.apache.org/docs/2.4/mod/mod_reqtimeout.html">mod_reqtimeout</a>
final class RequestPace {

    private final long patience;
    private final int minimumRate;
    private volatile boolean isInsideRequest;
    private volatile long waited;
    private volatile long arrived;

    /// @param minimumRate in bytes per second
    RequestPace(Duration patience, int minimumRate) {
        this.patience = patience.toNanos();
        this.minimumRate = minimumRate;
    }

    /// Begins the next request.
    void restart() {
        isInsideRequest = false;
        waited = 0;
        arrived = 0;
    }

    /// Records that bytes arrived after a wait. The wait for the first bytes of a request is not counted.
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes, another reads
    void waited(long nanos, int bytes) {
        if (isInsideRequest) {
            waited += nanos;
        }
        arrived += bytes;
    }

    void isInsideRequest(boolean isInside) {
        isInsideRequest = isInside;
    }

    boolean isInsideRequest() {
        return isInsideRequest;
    }

    /// Returns whether the request has taken too long.
    ///
    /// @param waiting the nanoseconds of the present wait
    boolean isTooSlow(long waiting) {
        long allowed = patience + TimeUnit.SECONDS.toNanos(arrived) / minimumRate;
        return isInsideRequest && waited + waiting > allowed;
    }
}
