package dev.kindred.server.task;

import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.ModelRecord;
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
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.training.Training;
import dev.kindred.server.training.TrainingPlan;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/// Trains a recommender and deploys its model: after its creation, after an update that changes its columns, and
/// at its training interval. The old model is served until the new one is deployed. An update that needs no
/// training changes only the configuration of its answers.
public final class TrainRecommender implements Task {

    private static final System.Logger LOG = System.getLogger(TrainRecommender.class.getName());

    private final Catalog catalog;
    private final Training training;
    private final Deployments deployments;
    private final DatasetFileStore models;
    private final Duration updateInterval;
    private final InstantSource clock;

    /// @param updateInterval the time from a deployment to the first automatic update of its model
    public TrainRecommender(
            Catalog catalog,
            Training training,
            Deployments deployments,
            DatasetFileStore models,
            Duration updateInterval,
            InstantSource clock) {
        this.catalog = catalog;
        this.training = training;
        this.deployments = deployments;
        this.models = models;
        this.updateInterval = updateInterval;
        this.clock = clock;
    }

    @Override
    public TaskName name() {
        return TaskName.TRAIN_RECOMMENDER;
    }

    @Override
    public Load load() {
        return Load.TRAINING;
    }

    @Override
    public void run(Job job) throws IOException, JobFailure, InterruptedException {
        var before = catalog.read(view -> view.require(Recommender.class, job.arn()));
        if (before.status() != Status.ACTIVE && !before.status().isBeingCreated()) {
            throw new CancellationException("stopped or deleted before the training started");
        }
        if (isRetraining(before)) {
            train(job, before);
        } else {
            var begun = step(job, new LifeCycleEvent.Started());
            if (begun.status().isBeingCreated() || begun.needsTrainingForUpdate()) {
                train(job, begun);
            } else {
                deployments.requireServed(job.arn());
            }
        }
        job.write(catalog, transaction -> {
            transaction.jobs().finish(job.queued());
            var current = transaction.require(Recommender.class, job.arn());
            return isRetraining(before)
                    ? current
                    : transaction.replace(current, after(current, new LifeCycleEvent.Finished()));
        });
        LOG.log(INFO, "{0}: serves its newest model", job.arn());
    }

    private static boolean isRetraining(Recommender recommender) {
        return !recommender.status().isBeingCreated() && !recommender.hasUpdateUnderWay();
    }

    /// Commits a new model, and deletes the old one when the new one is served.
    private void train(Job job, Recommender recommender) throws IOException, JobFailure, InterruptedException {
        LOG.log(INFO, "{0}: training started", job.arn());
        try (var result = training.train(TrainingPlan.of(recommender), job, () -> isGone(job))) {
            var old = catalog.<Optional<ModelRecord>>read(view -> view.models().findNewest(job.arn()));
            var file = result.file();
            var model = new ModelRecord(
                    job.arn(),
                    old.map(ModelRecord::generation).orElse(0L) + 1,
                    file.file(),
                    file.bytes(),
                    file.crc32c(),
                    result.trained().metrics(),
                    Times.now(clock),
                    result.interactions(),
                    result.knownUntil());
            job.progress().reach("loading the model", 1);
            job.write(catalog, transaction -> {
                transaction.models().add(model);
                transaction.models().removeBefore(job.arn(), model.generation());
                AutoUpdate.begin(transaction, job.arn(), recommender.recipeArn(), updateInterval, clock);
                return model;
            });
            deployments.requireServed(job.arn());
            old.ifPresent(replaced -> models.delete(replaced.file()));
        }
    }

    private boolean isGone(Job job) {
        return catalog.read(view -> view.find(Recommender.class, job.arn()))
                .map(recommender -> recommender.status().isBeingDeleted())
                .orElse(true);
    }

    private Recommender after(Recommender current, LifeCycleEvent event) {
        var now = Times.now(clock);
        return current.hasUpdateUnderWay() && current.status() == Status.ACTIVE
                ? current.onUpdate(event, now)
                : current.on(event, now);
    }

    private Recommender step(Job job, LifeCycleEvent event) {
        return job.write(catalog, transaction -> {
            var current = transaction.require(Recommender.class, job.arn());
            return transaction.replace(current, after(current, event));
        });
    }

    /// A failed retraining changes nothing: the old model is still served.
    @Override
    public void fail(Transaction transaction, Job job, JobOutcome.Failed failure) {
        transaction
                .find(Recommender.class, job.arn())
                .filter(current -> current.status().isBeingCreated()
                        || (current.status() == Status.ACTIVE && current.hasUpdateUnderWay()))
                .ifPresent(current -> transaction.replace(
                        current,
                        after(
                                current,
                                new LifeCycleEvent.Failed(failure.reason().text()))));
    }
}
