package dev.kindred.server.serving;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Lets work that needs a processor all the time begin in the order it comes, as much of it at once as there are
/// processors. Virtual threads alone do not: one that is never without its next request is taken up again before
/// others that have waited longer, and those wait for many of its answers.
final class ScoringPermits {

    private final Semaphore free;

    /// @param atOnce how many may work at a time
    ScoringPermits(int atOnce) {
        free = new Semaphore(atOnce, true);
    }

    static ScoringPermits ofProcessors() {
        return new ScoringPermits(Runtime.getRuntime().availableProcessors());
    }

    /// Does some work when it is its turn. It must not take another turn.
    <T> T take(Supplier<T> work) {
        free.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            free.release();
        }
    }
}
