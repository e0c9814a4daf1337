package dev.kindred.server.catalog;

import dev.kindred.server.resource.Arn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// The queue of jobs, in order of creation.
///
/// A node claims a job before it runs it. The claim is a lease, which the node renews while the job runs. If the
/// node dies, the lease stays unchanged, and another node claims the job once it has seen the same lease for the
/// length of a lease by its own monotonic clock. So the wall clocks of nodes may differ and may be set at any time.
/// A node that restarts claims its own jobs at once, because its id stays the same.
///
/// A run is fenced by the owner of its lease and the number of the attempt: only the last run that claimed a job can
/// renew the lease, change the catalog as that job, or remove it from the queue. So a node that lost its lease, for
/// example because it stood still for longer than the lease, commits nothing.
public sealed class JobQueue {

    private static final String COLUMNS = "seq, task, arn, lane, not_before, attempts, lease_owner, lease_until";

    final Sql sql;

    JobQueue(Sql sql) {
        this.sql = sql;
    }

    /// Returns all jobs.
    public List<QueuedJob> all() {
        return sql.all("SELECT " + COLUMNS + " FROM job ORDER BY seq", JobQueue::read);
    }

    Optional<QueuedJob> find(long seq) {
        return sql.first("SELECT " + COLUMNS + " FROM job WHERE seq = ?", JobQueue::read, seq);
    }

    private static QueuedJob read(ResultSet row) throws SQLException {
        var owner = row.getString(7);
        return new QueuedJob(
                row.getLong(1),
                TaskName.valueOf(row.getString(2)),
                Arn.of(row.getString(3)),
                row.getString(4),
                Sql.instant(row.getLong(5)),
                row.getInt(6),
                owner == null ? null : new QueuedJob.Lease(owner, Sql.instant(row.getLong(8))));
    }

    /// The queue within a transaction.
    public static final class Writable extends JobQueue {

        private final PendingChange change;

        Writable(Sql sql, PendingChange change) {
            super(sql);
            this.change = change;
        }

        /// Adds a job.
        public void add(TaskName task, Arn arn, Arn lane, Instant notBefore) {
            sql.update(
                    "INSERT INTO job (seq, task, arn, lane, not_before, attempts) VALUES (?, ?, ?, ?, ?, 0)",
                    new Counters(sql).nextSeq(),
                    task.name(),
                    arn.toString(),
                    lane.toString(),
                    Sql.micros(notBefore));
            change.job();
        }

        /// Sets the time of a recurring job's next run, in place of the time before. Such jobs have lanes of
        /// their own: they wait for hours or days, and must not delay other jobs of their resource.
        public void schedule(TaskName task, Arn arn, Instant time) {
            cancel(task, arn);
            var lane = new Arn(
                    arn.partition(),
                    arn.region(),
                    arn.account(),
                    "schedule",
                    String.join("/", task.name(), arn.type(), arn.rest()));
            add(task, arn, lane, time);
        }

        /// Leases a job to a node and counts the attempt. Returns false if the job is no longer in the queue, or if
        /// its lease has changed since `job` was read: another node has claimed or renewed it.
        public boolean claim(QueuedJob job, QueuedJob.Lease lease) {
            var known = job.lease();
            return sql.update(
                            "UPDATE job SET attempts = attempts + 1, lease_owner = ?, lease_until = ? WHERE seq = ?"
                                    + " AND attempts = ? AND lease_owner IS NOT DISTINCT FROM ?"
                                    + " AND lease_until IS NOT DISTINCT FROM ?",
                            lease.owner(),
                            Sql.micros(lease.until()),
                            job.seq(),
                            job.attempts(),
                            ownerOf(job),
                            known == null ? null : Sql.micros(known.until()))
                    == 1;
        }

        /// Moves the end of a lease. Returns false if the job is no longer in the queue or no longer the owner's.
        public boolean renew(QueuedJob job, QueuedJob.Lease lease) {
            return sql.update(
                            "UPDATE job SET lease_until = ? WHERE seq = ? AND attempts = ? AND lease_owner = ?",
                            Sql.micros(lease.until()),
                            job.seq(),
                            job.attempts(),
                            lease.owner())
                    == 1;
        }

        /// Returns a claimed job to the queue without counting the attempt.
        public void giveBack(QueuedJob job) {
            sql.update(
                    "UPDATE job SET attempts = attempts - 1, lease_owner = NULL, lease_until = NULL WHERE seq = ?"
                            + " AND attempts = ? AND lease_owner IS NOT DISTINCT FROM ? AND attempts > 0",
                    job.seq(),
                    job.attempts(),
                    ownerOf(job));
        }

        /// Removes a job. Returns false if it is no longer in the queue, or if another run has claimed it.
        public boolean remove(QueuedJob job) {
            return sql.update(
                            "DELETE FROM job WHERE seq = ? AND attempts = ? AND lease_owner IS NOT DISTINCT FROM ?",
                            job.seq(),
                            job.attempts(),
                            ownerOf(job))
                    == 1;
        }

        /// Returns if the run still has the right to change the catalog.
        ///
        /// @throws CancellationException if the job is no longer in the queue, or if another run has claimed it
        public void requireHeld(QueuedJob job) {
            boolean isHeld = find(job.seq())
                    .filter(current -> current.attempts() == job.attempts())
                    .filter(current -> Objects.equals(ownerOf(current), ownerOf(job)))
                    .isPresent();
            if (!isHeld) {
                throw notHeld(job);
            }
        }

        private static CancellationException notHeld(QueuedJob job) {
            return new CancellationException(
                    job.arn() + ": the job was removed from the queue, or another run has claimed it");
        }

        /// Removes a job whose result this transaction commits.
        ///
        /// @throws CancellationException if it is no longer in the queue, or if another run has claimed it
        public void finish(QueuedJob job) {
            if (!remove(job)) {
                throw notHeld(job);
            }
        }

        private static @Nullable String ownerOf(QueuedJob job) {
            var lease = job.lease();
            return lease == null ? null : lease.owner();
        }

        /// Removes all jobs of a task for a resource. A worker that runs one cannot commit its result.
        public void cancel(TaskName task, Arn arn) {
            sql.update("DELETE FROM job WHERE task = ? AND arn = ?", task.name(), arn.toString());
        }
    }
}
