package dev.kindred.server.task;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.Event;
import dev.kindred.server.catalog.Resource;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.Task;
import java.time.InstantSource;

/// Takes a new resource that needs no work to `ACTIVE`, by way of every status that a client may wait for.
public final class Provision implements Task {

    private final Catalog catalog;
    private final InstantSource clock;

    public Provision(Catalog catalog, InstantSource clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public TaskName name() {
        return TaskName.PROVISION;
    }

    @Override
    public Load load() {
        return Load.LIGHT;
    }

    @Override
    public void run(Job job) {
        catalog.write(transaction -> apply(transaction, job, new Event.Started()));
        catalog.write(transaction -> {
            transaction.dequeue(job.queued());
            return apply(transaction, job, new Event.Finished());
        });
    }

    @Override
    public void abandon(Job job, String reason) {
        catalog.write(transaction -> {
            transaction.dequeue(job.queued());
            return apply(transaction, job, new Event.Failed(reason));
        });
    }

    private Resource apply(Transaction transaction, Job job, Event event) {
        return switch (transaction.find(job.arn()).orElseThrow()) {
            case Resource.Living<?> living -> apply(transaction, living, event);
            case Resource.Plain plain -> throw new IllegalStateException(plain.arn() + " has no life cycle");
        };
    }

    private <R extends Resource.Living<R>> Resource apply(
            Transaction transaction, Resource.Living<R> living, Event event) {
        return transaction.replace((Resource) living, living.on(event, Times.now(clock)));
    }
}
