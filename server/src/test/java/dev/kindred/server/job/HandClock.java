package dev.kindred.server.job;

import dev.kindred.server.scheduler.Scheduler;
import java.time.Duration;
import java.time.Instant;

/// Platform threads with clocks that only a test moves.
final class HandClock implements Scheduler {

    private final Scheduler threads = Scheduler.system();
    private volatile Instant now;
    private volatile long nanos;

    HandClock(Instant now) {
        this.now = now;
    }

    /// Lets time pass.
    synchronized void pass(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
    }

    /// Sets the wall clock; no time passes.
    synchronized void set(Instant time) {
        now = time;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Thread newThread(String name, Runnable work) {
        return threads.newThread(name, work);
    }

    @Override
    public void park(Object blocker, Duration limit) {
        threads.park(blocker, limit);
    }
}
