package dev.kindred.server.task;

import static java.lang.System.Logger.Level.ERROR;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.deployment.RecommenderSwitch;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.Task;
import dev.kindred.server.resource.LifeCycleEvent;
import dev.kindred.server.resource.Recommender;
import dev.kindred.server.resource.Status;
import java.io.IOException;
import java.time.InstantSource;

/// Lets a recommender rest, or wakes it: what its status asks for.
public final class StartOrStopRecommender implements Task {

    private static final System.Logger LOG = System.getLogger(StartOrStopRecommender.class.getName());

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
    public void run(Job job) {
        var recommender =
                catalog.<Recommender>write(transaction -> apply(transaction, job, new LifeCycleEvent.Started()));
        if (recommender.status() == Status.STOP_IN_PROGRESS) {
            answering.end(job.arn());
            end(job, new LifeCycleEvent.Finished());
            return;
        }
        job.progress().reach("loading the model", 0);
        try {
            answering.begin(recommender); // first, so that what is ACTIVE answers
            end(job, new LifeCycleEvent.Finished());
        } catch (IOException e) {
            LOG.log(ERROR, job.arn() + " cannot be started: its model cannot be loaded", e);
            end(job, new LifeCycleEvent.Failed("Its model cannot be read; the server's log tells why."));
        }
    }

    @Override
    public void abandon(Job job, String reason) {
        end(job, new LifeCycleEvent.Failed(reason));
    }

    private void end(Job job, LifeCycleEvent event) {
        catalog.write(transaction -> {
            transaction.dequeue(job.queued());
            return apply(transaction, job, event);
        });
    }

    private Recommender apply(Transaction transaction, Job job, LifeCycleEvent event) {
        var recommender = transaction.require(Recommender.class, job.arn());
        return transaction.replace(recommender, recommender.on(event, Times.now(clock)));
    }
}
