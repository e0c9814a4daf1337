package dev.kindred.engine.recipe;

import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// The threads that a training may use.
///
/// @param threads the number of threads that run concurrently
public record Workers(ExecutorService pool, int threads) {

    /// Processes a range of a loop.
    @FunctionalInterface
    public interface RangeTask {
        void run(int from, int to);
    }

    /// Runs a loop from 0 to `end` in parallel, in ranges of up to `grain` steps, and returns when all are done.
    /// The assignment of ranges to threads is not deterministic, so a deterministic result must not depend on
    /// it.
    ///
    /// @throws CancellationException if this thread was interrupted; no range is running then
    public void forRanges(int end, int grain, RangeTask task) {
        var next = new AtomicInteger();
        var running = new ArrayList<Future<?>>(threads);
        for (int i = 0; i < threads; i++) {
            running.add(pool.submit(() -> {
                int from = next.getAndAdd(grain);
                while (from < end && from >= 0) {
                    task.run(from, Math.min(end, from + grain));
                    from = next.getAndAdd(grain);
                }
            }));
        }
        boolean interrupted = false;
        Throwable failure = null;
        for (var future : running) {
            while (true) {
                try {
                    future.get();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                    next.set(end); // running ranges end, and no other begins
                } catch (ExecutionException e) {
                    failure = e.getCause();
                    next.set(end);
                    break;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }
}
