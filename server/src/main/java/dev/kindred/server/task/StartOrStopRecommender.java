package dev.kindred.server.task;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.deployment.Deployments;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobFailure;
import dev.kindred.server.job.JobOutcome;
import dev.kindred.server.job.Task;
import dev.kindred.server.resource.LifeCycleEvent;
import dev.kindred.server.resource.Recommender;
import dev.kindred.server.resource.Status;
import java.io.IOException;
import java.time.InstantSource;

/// Starts or stops a recommender, depending on its status.
public final class StartOrStopRecommender implements Task {

    private final Catalog catalog;
    private final Deployments deployments;
    private final InstantSource clock;

    public StartOrStopRecommender(Catalog catalog, Deployments deployments, InstantSource clock) {
        this.catalog = catalog;
        this.deployments = deployments;
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
    public void run(Job job) throws JobFailure, InterruptedException {
        var begun =
                job.<Recommender>write(catalog, transaction -> apply(transaction, job, new LifeCycleEvent.Started()));
        if (begun.status() == Status.START_IN_PROGRESS) {
            job.progress().reach("loading the model", 0);
            requireServed(job);
        } else {
            deployments.awaitCurrent();
        }
        job.write(catalog, transaction -> {
            transaction.jobs().finish(job.queued());
            return apply(transaction, job, new LifeCycleEvent.Finished());
        });
    }

    private void requireServed(Job job) throws JobFailure, InterruptedException {
        try {
            deployments.requireServed(job.arn());
        } catch (IOException e) {
            throw new JobFailure("Its model cannot be read; the server's log says why.", e);
        }
    }

    @Override
    public void fail(Transaction transaction, Job job, JobOutcome.Failed failure) {
        apply(transaction, job, new LifeCycleEvent.Failed(failure.reason().text()));
    }

    private Recommender apply(Transaction transaction, Job job, LifeCycleEvent event) {
        var recommender = transaction.require(Recommender.class, job.arn());
        return transaction.replace(recommender, recommender.on(event, Times.now(clock)));
    }
}
