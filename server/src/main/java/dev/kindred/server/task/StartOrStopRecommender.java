package dev.kindred.server.task;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.deployment.RecommenderSwitch;
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
    private final RecommenderSwitch answering;
    private final InstantSource clock;

    public StartOrStopRecommender(Catalog catalog, RecommenderSwitch answering, InstantSource clock) {
        this.catalog = catalog;
        this.answering = answering;
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
    public void run(Job job) throws JobFailure {
        var recommender =
                job.<Recommender>write(catalog, transaction -> apply(transaction, job, new LifeCycleEvent.Started()));
        if (recommender.status() == Status.STOP_IN_PROGRESS) {
            answering.end(job.arn());
        } else {
            job.progress().reach("loading the model", 0);
            begin(recommender); // first, so that an ACTIVE recommender has a loaded model
        }
        job.write(catalog, transaction -> {
            transaction.jobs().finish(job.queued());
            return apply(transaction, job, new LifeCycleEvent.Finished());
        });
    }

    private void begin(Recommender recommender) throws JobFailure {
        try {
            answering.begin(recommender);
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
