package dev.kindred.server.wire;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// A log of events that clients cause at will. It writes a bounded number of lines each second, and the number of
/// lines that it left out.
final class LimitedLog {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final System.Logger log;
    private final int linesPerSecond;
    private final LongSupplier nanoTime;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong leftOut = new AtomicLong();
    private final AtomicLong since;

    /// @param nanoTime the clock, as [System#nanoTime]
    LimitedLog(System.Logger log, int linesPerSecond, LongSupplier nanoTime) {
        this.log = log;
        this.linesPerSecond = linesPerSecond;
        this.nanoTime = nanoTime;
        this.since = new AtomicLong(nanoTime.getAsLong());
    }

    /// Writes a line, or counts it.
    void write(String line) {
        beginSecond();
        if (written.incrementAndGet() <= linesPerSecond) {
            log.log(System.Logger.Level.INFO, line);
        } else {
            leftOut.incrementAndGet();
        }
    }

    /// Writes how many lines were left out, if a second has passed since the last line.
    void beginSecond() {
        long now = nanoTime.getAsLong();
        long began = since.get();
        if (now - began < SECOND || !since.compareAndSet(began, now)) {
            return;
        }
        written.set(0);
        long missing = leftOut.getAndSet(0);
        if (missing > 0) {
            log.log(System.Logger.Level.INFO, "%,d more lines like the ones above were left out".formatted(missing));
        }
    }
}
