package dev.kindred.server.job;

import dev.kindred.server.catalog.QueuedJob;
import dev.kindred.server.scheduler.Scheduler;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The times until waiting jobs can start. All are measured by the monotonic clock from the first look at the job, so
/// a wall clock that is set back delays no job that waits:
///
/// - a stored time is reached when the wall clock reaches it, or when the time that was left at the first look has
///   passed;
/// - the lease of another node ends when it was the same for the length of a lease;
/// - a job that is to be retried waits for the delay.
///
/// Not safe for use by several threads.
final class DueTimes {

    private final Scheduler scheduler;
    private final String node;
    private final Duration lease;
    private final Map<Long, Timer> stored = new HashMap<>();
    private final Map<Long, Timer> retries = new HashMap<>();
    private final Map<Long, SeenLease> leases = new HashMap<>();

    private record Timer(long start, Duration length) {}

    private record SeenLease(QueuedJob.Lease lease, Timer timer) {}

    /// @param node the id of this node
    /// @param lease the length of a lease
    DueTimes(Scheduler scheduler, String node, Duration lease) {
        this.scheduler = scheduler;
        this.node = node;
        this.lease = lease;
    }

    /// Returns the time until the job can start; zero or less if it can start now.
    Duration left(QueuedJob job) {
        return Collections.max(List.of(untilStored(job), untilLeaseEnds(job), untilRetry(job)));
    }

    private Duration untilStored(QueuedJob job) {
        var byWallClock = Duration.between(scheduler.instant(), job.notBefore());
        if (!byWallClock.isPositive()) {
            return Duration.ZERO;
        }
        var left = left(stored.computeIfAbsent(job.seq(), _ -> timer(byWallClock)));
        return left.compareTo(byWallClock) < 0 ? left : byWallClock;
    }

    private Duration untilLeaseEnds(QueuedJob job) {
        var held = job.lease();
        if (held == null || !job.isLeasedByOther(node)) {
            return Duration.ZERO;
        }
        return left(leases.compute(
                        job.seq(),
                        (_, seen) ->
                                seen != null && seen.lease().equals(held) ? seen : new SeenLease(held, timer(lease)))
                .timer());
    }

    private Duration untilRetry(QueuedJob job) {
        var retry = retries.get(job.seq());
        return retry == null ? Duration.ZERO : left(retry);
    }

    private Timer timer(Duration length) {
        return new Timer(scheduler.nanoTime(), length);
    }

    private Duration left(Timer timer) {
        return timer.length().minusNanos(scheduler.nanoTime() - timer.start());
    }

    /// Delays the next start of a job.
    void delay(QueuedJob job, Duration time) {
        retries.put(job.seq(), timer(time));
    }

    /// Forgets the jobs that have left the queue.
    void retain(List<QueuedJob> queue) {
        var present = queue.stream().map(QueuedJob::seq).collect(Collectors.toSet());
        List.of(stored, retries, leases).forEach(times -> times.keySet().retainAll(present));
    }
}
