package dev.kindred.server.task;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.Event;
import dev.kindred.server.catalog.Solution;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.Task;
import java.time.Duration;
import java.time.InstantSource;

/// Gives a solution its new configuration, and begins its schedule anew.
public final class UpdateSolution implements Task {

    private final Catalog catalog;
    private final InstantSource clock;

    public UpdateSolution(Catalog catalog, InstantSource clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public TaskName name() {
        return TaskName.UPDATE_SOLUTION;
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
            var updated = apply(transaction, job, new Event.Finished());
            if (updated.performIncrementalUpdate()) {
                transaction.schedule(
                        TaskName.INCREMENTAL_UPDATE,
                        updated.arn(),
                        Times.now(clock)); // it ends where nothing is deployed
            }
            if (updated.performAutoTraining()) {
                transaction.schedule(
                        TaskName.AUTO_TRAIN,
                        updated.arn(),
                        Times.now(clock).plus(Duration.ofDays(updated.trainingIntervalDays())));
                return updated;
            }
            transaction.cancel(TaskName.AUTO_TRAIN, updated.arn());
            return updated;
        });
    }

    @Override
    public void abandon(Job job, String reason) {
        catalog.write(transaction -> {
            transaction.dequeue(job.queued());
            return apply(transaction, job, new Event.Failed(reason));
        });
    }

    private Solution apply(Transaction transaction, Job job, Event event) {
        var solution = transaction.require(Solution.class, job.arn());
        return transaction.replace(solution, solution.onUpdate(event, Times.now(clock)));
    }
}
