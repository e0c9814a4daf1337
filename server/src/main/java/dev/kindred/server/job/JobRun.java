package dev.kindred.server.job;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogException;
import dev.kindred.server.catalog.QueuedJob;
import dev.kindred.server.job.JobOutcome.Fault;
import dev.kindred.server.literal.Message;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One run of a job on a worker: the claim, the task's work, and what its outcome changes in the catalog.
///
/// @param waiting the job as the engine found it in the queue
/// @param attempts how many runs a job has at most
/// @param watch is called with the outcome
/// @param retryLater is called if the job is to run again after a delay
record JobRun(
        Catalog catalog,
        Task task,
        Job waiting,
        Leases leases,
        int attempts,
        JobEngine.Watch watch,
        Consumer<QueuedJob> retryLater)
        implements Runnable {

    private static final System.Logger LOG = System.getLogger(JobRun.class.getName());

    private static final JobOutcome.Failed CANCELLED =
            new JobOutcome.Failed(Fault.OWNER, Message.of("The job was cancelled."), null);

    @Override
    public void run() {
        var job = waiting;
        JobOutcome outcome;
        Throwable cause = null;
        try {
            var claimed = claim();
            if (claimed.isEmpty()) {
                return;
            }
            job = waiting.claimed(claimed.get());
            outcome = work(job);
        } catch (Exception | Error e) {
            cause = e;
            outcome = JobFailures.outcomeOf(e, task.name(), job.stopping().getAsBoolean());
        }
        watch.ended(job.queued(), outcome);
        conclude(job, outcome, cause);
    }

    /// Returns nothing if the job was removed since the engine read the queue, if another node has claimed it, or if
    /// the engine stops: a job that is claimed during a stop would not be given back.
    private Optional<QueuedJob> claim() {
        var job = waiting.queued();
        var lease = leases.granted();
        boolean isHeld = catalog.write(transaction ->
                !waiting.stopping().getAsBoolean() && transaction.jobs().claim(job, lease));
        return isHeld ? Optional.of(job.claimed(lease)) : Optional.empty();
    }

    private JobOutcome work(Job job) throws Exception {
        if (job.queued().attempts() > attempts) {
            return new JobOutcome.Failed(
                    Fault.SERVER,
                    Message.of(
                            "The server ended, or its catalog failed, %d times while it ran this job. See the server's log, then try again."
                                    .formatted(attempts)),
                    null);
        }
        task.run(job);
        return new JobOutcome.Done();
    }

    private void conclude(Job job, JobOutcome outcome, @Nullable Throwable cause) {
        switch (outcome) {
            case JobOutcome.Done _ -> {}
            case JobOutcome.Failed failed -> {
                LOG.log(
                        failed.fault() == Fault.OWNER ? INFO : ERROR,
                        "%s: the %s failed: %s"
                                .formatted(
                                        job.arn(),
                                        task.name().noun(),
                                        failed.reason().logText()),
                        failed.fault() == Fault.OWNER ? null : cause);
                fail(job, failed);
            }
            case JobOutcome.Cancelled _ -> {
                LOG.log(
                        INFO,
                        "{0}: the {1} was cancelled",
                        job.arn(),
                        task.name().noun());
                fail(job, CANCELLED);
            }
            case JobOutcome.Left _ -> leave(job);
            case JobOutcome.Retried _ -> {
                LOG.log(WARNING, "%s: the catalog failed; the job is tried again".formatted(job.arn()), cause);
                retryLater.accept(job.queued());
            }
        }
    }

    private void fail(Job job, JobOutcome.Failed failed) {
        try {
            catalog.write(transaction -> {
                if (transaction
                        .jobs()
                        .remove(job.queued())) { // otherwise its result is committed, or its resource is gone
                    task.fail(transaction, job, failed);
                }
                return failed;
            });
        } catch (RuntimeException e) {
            LOG.log(ERROR, job.arn() + ": the failure cannot be written; the job is tried again", e);
            retryLater.accept(job.queued());
        }
    }

    /// Leaves the job to the next start. The job did not end the server, so this run does not count.
    private void leave(Job job) {
        if (job.queued().lease() == null) {
            return; // the claim was not made
        }
        Thread.interrupted(); // or the catalog would not be waited for
        try {
            catalog.write(transaction -> {
                transaction.jobs().giveBack(job.queued());
                return job;
            });
            LOG.log(INFO, "{0} stops; the next start runs it again", job.arn());
        } catch (CatalogException e) {
            LOG.log(WARNING, job.arn() + " stops, and this run counts as an attempt", e);
        }
    }
}
