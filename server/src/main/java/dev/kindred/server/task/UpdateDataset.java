package dev.kindred.server.task;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.Dataset;
import dev.kindred.server.catalog.Event;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.Task;
import java.time.InstantSource;

/// Gives a dataset its new schema. Rows need no rewriting: a column that a segment lacks reads as null.
public final class UpdateDataset implements Task {

    private final Catalog catalog;
    private final InstantSource clock;

    public UpdateDataset(Catalog catalog, InstantSource clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public TaskName name() {
        return TaskName.UPDATE_DATASET;
    }

    @Override
    public Load load() {
        return Load.LIGHT;
    }

    @Override
    public void run(Job job) {
        catalog.write(transaction -> apply(transaction, job, new Event.Started()));
        end(job, new Event.Finished());
    }

    @Override
    public void abandon(Job job, String reason) {
        end(job, new Event.Failed(reason));
    }

    private void end(Job job, Event event) {
        catalog.write(transaction -> {
            transaction.dequeue(job.queued());
            return apply(transaction, job, event);
        });
    }

    private Dataset apply(Transaction transaction, Job job, Event event) {
        var dataset = transaction.require(Dataset.class, job.arn());
        return transaction.replace(dataset, dataset.onUpdate(event, Times.now(clock)));
    }
}
