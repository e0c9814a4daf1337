package dev.kindred.server.task;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobOutcome;
import dev.kindred.server.resource.LifeCycleEvent;
import dev.kindred.server.resource.Resource;
import java.time.InstantSource;

/// The life cycle of a resource that is itself a job: started, then finished or failed.
final class JobLifeCycle<R extends Resource.Living<R>> {

    private static final LifeCycleEvent FINISHED = new LifeCycleEvent.Finished();

    private final Catalog catalog;
    private final Class<R> type;
    private final InstantSource clock;

    JobLifeCycle(Catalog catalog, Class<R> type, InstantSource clock) {
        this.catalog = catalog;
        this.type = type;
        this.clock = clock;
    }

    /// The work of a job.
    interface Work<R> {
        void run(R started) throws Exception;
    }

    /// Marks the job as started, runs `work` and marks the job as finished.
    void run(Job job, Work<R> work) throws Exception {
        work.run(start(job));
        job.write(catalog, transaction -> {
            transaction.jobs().finish(job.queued());
            return on(transaction, transaction.require(type, job.arn()), FINISHED);
        });
    }

    /// Marks the job as started. After a restart of the server, the job is started again.
    private R start(Job job) {
        return job.write(
                catalog,
                transaction -> on(transaction, transaction.require(type, job.arn()), new LifeCycleEvent.Started()));
    }

    /// Stores the job's report.
    void report(Job job, ReadingReport report) {
        job.write(catalog, transaction -> {
            if (transaction.find(type, job.arn()).isPresent()) {
                transaction.reports().put(job.arn(), report.toJson());
            }
            return report;
        });
    }

    /// Marks the job as failed.
    void fail(Transaction transaction, Job job, JobOutcome.Failed failure) {
        transaction
                .find(type, job.arn())
                .ifPresent(current -> on(
                        transaction,
                        current,
                        new LifeCycleEvent.Failed(failure.reason().text())));
    }

    private R on(Transaction transaction, R current, LifeCycleEvent event) {
        return transaction.replace(current, current.on(event, Times.now(clock)));
    }
}
