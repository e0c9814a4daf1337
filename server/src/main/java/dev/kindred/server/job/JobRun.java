package dev.kindred.server.job;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogException;
import dev.kindred.server.job.JobOutcome.Fault;
import dev.kindred.server.literal.Message;
import org.jspecify.annotations.Nullable;

/// One run of a job on a worker: the task's work, and what its outcome changes in the catalog.
///
/// @param attempts how many runs a job has at most
/// @param watch is called with the outcome
/// @param retry puts the job off for a while
record JobRun(Catalog catalog, Task task, Job job, int attempts, JobEngine.Watch watch, Runnable retry)
        implements Runnable {

    private static final System.Logger LOG = System.getLogger(JobRun.class.getName());

    private static final JobOutcome.Failed CANCELLED =
            new JobOutcome.Failed(Fault.OWNER, Message.of("The job was cancelled."), null);

    @Override
    public void run() {
        JobOutcome outcome;
        Throwable cause = null;
        try {
            if (!catalog.write(transaction -> transaction.begin(job.queued()))) {
                return; // it was removed since the engine read the queue
            }
            outcome = work();
        } catch (Exception | Error e) {
            cause = e;
            outcome = JobFailures.outcomeOf(e, task.name(), job.stopping().getAsBoolean());
        }
        watch.ended(job.queued(), outcome);
        conclude(outcome, cause);
    }

    private JobOutcome work() throws Exception {
        if (job.queued().attempts() >= attempts) {
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

    private void conclude(JobOutcome outcome, @Nullable Throwable cause) {
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
                fail(failed);
            }
            case JobOutcome.Cancelled _ -> {
                LOG.log(
                        INFO,
                        "{0}: the {1} was cancelled",
                        job.arn(),
                        task.name().noun());
                fail(CANCELLED);
            }
            case JobOutcome.Left _ -> leave();
            case JobOutcome.Retried _ -> {
                LOG.log(WARNING, "%s: the catalog failed; the job is tried again".formatted(job.arn()), cause);
                retry.run();
            }
        }
    }

    private void fail(JobOutcome.Failed failed) {
        try {
            catalog.write(transaction -> {
                if (transaction.dequeue(job.queued())) { // otherwise its result is committed, or its resource is gone
                    task.fail(transaction, job, failed);
                }
                return failed;
            });
        } catch (RuntimeException e) {
            LOG.log(ERROR, job.arn() + ": the failure cannot be written; the job is tried again", e);
            retry.run();
        }
    }

    /// Leaves the job to the next start. The job did not end the server, so this run does not count.
    private void leave() {
        Thread.interrupted(); // or the catalog would not be waited for
        try {
            catalog.write(transaction -> {
                transaction.letGo(job.queued());
                return job;
            });
            LOG.log(INFO, "{0} stops; the next start runs it again", job.arn());
        } catch (CatalogException e) {
            LOG.log(WARNING, job.arn() + " stops, and this run counts as an attempt", e);
        }
    }
}
