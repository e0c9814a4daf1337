package dev.kindred.server.serving;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// A fair queue for CPU-bound work, which bounds its concurrency by the number of processors. Virtual threads
/// alone are not fair: the scheduler resumes a thread that always has a next request before threads that have
/// waited longer, and these then wait for many of its responses.
final class ScoringPermits {

    private final Semaphore free;

    /// @param atOnce the maximum concurrency
    ScoringPermits(int atOnce) {
        free = new Semaphore(atOnce, true);
    }

    static ScoringPermits ofProcessors() {
        return new ScoringPermits(Runtime.getRuntime().availableProcessors());
    }

    /// Runs some work in order of arrival. The work must not take another permit.
    <T> T take(Supplier<T> work) {
        free.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            free.release();
        }
    }
}
