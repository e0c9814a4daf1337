package dev.kindred.server.task;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobFailure;
import dev.kindred.server.resource.LifeCycleEvent;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.storage.StorageException;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;

/// The steps of the life of a resource that is itself a job: begun, and ended well or ill. When the server stops it
/// begins anew with that.
final class JobLifeCycle<R extends Resource.Living<R>> {

    private static final System.Logger LOG = System.getLogger(JobLifeCycle.class.getName());

    private final Catalog catalog;
    private final Class<R> type;
    private final InstantSource clock;

    JobLifeCycle(Catalog catalog, Class<R> type, InstantSource clock) {
        this.catalog = catalog;
        this.type = type;
        this.clock = clock;
    }

    /// What there is to be done of a job, from its beginning.
    interface Work<R> {
        void run(R begun) throws JobFailure, IOException, InterruptedException;
    }

    /// Begins, does `work`, and notes how it ended.
    void run(Job job, Work<R> work) throws InterruptedException {
        var begun = start(job);
        try {
            work.run(begun);
            finish(job);
        } catch (JobFailure e) {
            refuse(job, e.reason());
        } catch (StorageException e) {
            refuse(job, e.getMessage());
        } catch (CancellationException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            job.requireGoingOn();
            LOG.log(ERROR, job.arn() + ": broke off", e);
            fail(job, "The job broke off: %s. Create it anew once that is mended.".formatted(e.getMessage()));
        }
    }

    private void refuse(Job job, String reason) throws InterruptedException {
        job.requireGoingOn();
        LOG.log(INFO, "{0}: {1}", job.arn(), reason);
        fail(job, reason);
    }

    /// Keeps what the job found.
    void report(Job job, ReadingReport report) {
        catalog.write(transaction -> {
            if (transaction.find(type, job.arn()).isPresent()) {
                transaction.reports().put(job.arn(), report.toJson());
            }
            return report;
        });
    }

    /// Notes that the work begins, if need be once more.
    R start(Job job) {
        return catalog.write(transaction -> {
            var current = transaction.require(type, job.arn());
            return transaction.replace(current, current.on(new LifeCycleEvent.Started(), Times.now(clock)));
        });
    }

    /// Notes that all is done.
    void finish(Job job) {
        end(job, (resource, now) -> resource.on(new LifeCycleEvent.Finished(), now));
    }

    /// Notes that all is done, and what there is to tell of it.
    ///
    /// @param result returns the resource as it shall be
    void end(Job job, BiFunction<R, Instant, R> result) {
        catalog.write(transaction -> {
            transaction.dequeue(job.queued());
            return transaction
                    .find(type, job.arn()) // what it belongs to can be gone by then, and it with that
                    .map(current -> transaction.replace(current, result.apply(current, Times.now(clock))));
        });
    }

    /// Notes that it cannot be done.
    ///
    /// @param reason for its owner to read
    void fail(Job job, String reason) {
        end(
                job,
                (resource, now) ->
                        resource.status() != null && resource.status().isBeingCreated()
                                ? resource.on(new LifeCycleEvent.Failed(reason), now)
                                : resource);
    }
}
