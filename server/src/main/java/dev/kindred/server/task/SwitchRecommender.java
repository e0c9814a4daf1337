package dev.kindred.server.task;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.Event;
import dev.kindred.server.catalog.Recommender;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.Task;
import java.time.InstantSource;

/// Lets a recommender rest, or wakes it: what its status asks for.
public final class SwitchRecommender implements Task {

    private final Catalog catalog;
    private final InstantSource clock;

    public SwitchRecommender(Catalog catalog, InstantSource clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public TaskName name() {
        return TaskName.SWITCH_RECOMMENDER;
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

    private Recommender apply(Transaction transaction, Job job, Event event) {
        var recommender = transaction.require(Recommender.class, job.arn());
        return transaction.replace(recommender, recommender.on(event, Times.now(clock)));
    }
}
