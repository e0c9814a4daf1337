package dev.kindred.server.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Threads and clocks. As an [InstantSource] it is the wall clock, which can be set at any time. A process measures
/// its own delays by the monotonic clock.
public interface Scheduler extends InstantSource {

    /// Returns a scheduler of platform threads with the clocks of the machine.
    static Scheduler system() {
        return system(InstantSource.system());
    }

    /// Returns a scheduler of platform threads with the monotonic clock of the machine and another wall clock.
    static Scheduler system(InstantSource clock) {
        return new SystemScheduler(clock);
    }

    /// Returns the monotonic clock in nanoseconds, as [System#nanoTime].
    long nanoTime();

    /// Returns a daemon thread, which is not started.
    Thread newThread(String name, Runnable work);

    /// Suspends the current thread until it is unparked or interrupted, or until the time has passed, as
    /// [java.util.concurrent.locks.LockSupport#parkNanos(Object, long)]. It may return early.
    void park(Object blocker, Duration limit);

    /// Returns a pool of a fixed number of threads.
    default ExecutorService newPool(String name, int threads) {
        return Executors.newFixedThreadPool(threads, work -> newThread(name, work));
    }

    @Override
    Instant instant();
}
