package dev.kindred.server.job;

import dev.kindred.server.catalog.QueuedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// The starts of waiting jobs. A job starts when the wall clock reaches its stored time, or when the time that was left
/// at the first look has passed by the monotonic clock. So a wall clock that is set back delays no job that waits.
///
/// Not safe for use by several threads.
final class DueTimes {

    private final LongSupplier nanoTime;
    private final Map<Waiting, Long> ends = new HashMap<>();

    private record Waiting(long seq, Instant due) {}

    /// @param nanoTime the monotonic clock, as [System#nanoTime]
    DueTimes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// Returns the start by the wall clock, which reads `now`, of a job whose stored time is `due`.
    Instant startOf(QueuedJob job, Instant due, Instant now) {
        if (!due.isAfter(now)) {
            return due;
        }
        long time = nanoTime.getAsLong();
        long end = ends.computeIfAbsent(
                new Waiting(job.seq(), due),
                _ -> time + Duration.between(now, due).toNanos());
        return now.plusNanos(end - time);
    }

    /// Forgets the jobs that have left the queue.
    void retain(List<QueuedJob> queue) {
        var present = queue.stream().map(QueuedJob::seq).toList();
        ends.keySet().removeIf(waiting -> !present.contains(waiting.seq()));
    }
}
