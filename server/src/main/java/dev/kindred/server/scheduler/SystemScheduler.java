package dev.kindred.server.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Platform threads and the clocks of the machine.
record SystemScheduler(InstantSource clock) implements Scheduler {

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Thread newThread(String name, Runnable work) {
        return Thread.ofPlatform().name(name).daemon().unstarted(work);
    }

    @Override
    public void park(Object blocker, Duration limit) {
        LockSupport.parkNanos(blocker, TimeUnit.NANOSECONDS.convert(limit));
    }
}
