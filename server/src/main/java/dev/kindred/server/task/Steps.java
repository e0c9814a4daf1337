package dev.kindred.server.task;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.Event;
import dev.kindred.server.catalog.Resource;
import dev.kindred.server.job.Job;
import java.time.InstantSource;
import java.util.function.BiFunction;

/// The steps of the life of a resource that is itself a job: begun, and ended well or ill.
final class Steps<R extends Resource.Living<R>> {

    private final Catalog catalog;
    private final Class<R> type;
    private final InstantSource clock;

    Steps(Catalog catalog, Class<R> type, InstantSource clock) {
        this.catalog = catalog;
        this.type = type;
        this.clock = clock;
    }

    /// Notes that the work begins, if need be once more.
    R start(Job job) {
        return catalog.write(transaction -> {
            var current = transaction.require(type, job.arn());
            return transaction.replace(current, current.on(new Event.Started(), Times.now(clock)));
        });
    }

    /// Notes that all is done.
    void finish(Job job) {
        end(job, (resource, now) -> resource.on(new Event.Finished(), now));
    }

    /// Notes that all is done, and what there is to tell of it.
    ///
    /// @param result returns the resource as it shall be
    void end(Job job, BiFunction<R, java.time.Instant, R> result) {
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
                                ? resource.on(new Event.Failed(reason), now)
                                : resource);
    }
}
