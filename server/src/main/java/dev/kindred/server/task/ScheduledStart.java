package dev.kindred.server.task;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobOutcome;
import dev.kindred.server.job.Task;
import dev.kindred.server.resource.Resource;
import java.time.Instant;
import java.util.Optional;

/// A task that runs at intervals and starts other work on its resource if needed.
abstract class ScheduledStart implements Task {

    private final Catalog catalog;

    ScheduledStart(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public final Load load() {
        return Load.LIGHT;
    }

    @Override
    public final void run(Job job) {
        job.write(catalog, transaction -> {
            if (transaction.jobs().remove(job.queued())) { // otherwise a change of the resource has set another time
                transaction.find(job.arn()).ifPresent(resource -> {
                    var next = next(transaction, resource, job);
                    start(transaction, resource, job);
                    next.ifPresent(time -> transaction.schedule(name(), job.arn(), time));
                });
            }
            return job;
        });
    }

    /// The schedule continues after a failure.
    @Override
    public final void fail(Transaction transaction, Job job, JobOutcome.Failed failure) {
        transaction
                .find(job.arn())
                .flatMap(resource -> next(transaction, resource, job))
                .ifPresent(time -> transaction.schedule(name(), job.arn(), time));
    }

    /// Starts the other work, if the resource needs it.
    abstract void start(Transaction transaction, Resource resource, Job job);

    /// Returns the time of the next run, or empty if the schedule ends.
    abstract Optional<Instant> next(CatalogView view, Resource resource, Job job);
}
