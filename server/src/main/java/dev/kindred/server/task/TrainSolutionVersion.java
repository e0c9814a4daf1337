package dev.kindred.server.task;

import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.LatestVersion;
import dev.kindred.server.catalog.ModelRecord;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.deployment.ModelFiles;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobFailure;
import dev.kindred.server.job.JobOutcome;
import dev.kindred.server.job.Task;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.LifeCycleEvent;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.Solution;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.resource.Status;
import dev.kindred.server.resource.TrainingMode;
import dev.kindred.server.resource.TunedHPOParams;
import dev.kindred.server.training.Training;
import dev.kindred.server.training.TrainingPlan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/// Trains a solution version: evaluates and writes its model, and publishes it in the transaction that makes the
/// version ACTIVE. A version that is stopped during its training ends stopped, whatever the training's result.
public final class TrainSolutionVersion implements Task {

    private static final System.Logger LOG = System.getLogger(TrainSolutionVersion.class.getName());
    private static final double SECONDS_OF_AN_HOUR = 3_600;

    private final Catalog catalog;
    private final Training training;
    private final ModelFiles files;
    private final InstantSource clock;

    public TrainSolutionVersion(Catalog catalog, Training training, ModelFiles files, InstantSource clock) {
        this.catalog = catalog;
        this.training = training;
        this.files = files;
        this.clock = clock;
    }

    @Override
    public TaskName name() {
        return TaskName.TRAIN;
    }

    @Override
    public Load load() {
        return Load.TRAINING;
    }

    @Override
    public void run(Job job) throws IOException, JobFailure {
        var started = job.write(catalog, transaction -> {
            var current = transaction.require(SolutionVersion.class, job.arn());
            return transaction.replace(current, current.on(new LifeCycleEvent.Started(), Times.now(clock)));
        });
        if (started.status() != Status.CREATE_IN_PROGRESS) {
            throw new CancellationException("stopped before the training started");
        }
        LOG.log(INFO, "{0}: training started", job.arn());
        var begun = clock.instant();
        try (var result = trained(started, job)) {
            commit(job, result, begun);
            LOG.log(
                    INFO,
                    "{0}: trained on {1} interactions with {2}",
                    job.arn(),
                    result.interactions(),
                    result.trained().chosen());
        }
    }

    private Training.Result trained(SolutionVersion version, Job job) throws IOException, JobFailure {
        var plan = TrainingPlan.of(version);
        if (version.trainingMode() != TrainingMode.UPDATE) {
            return training.train(plan, job, () -> isUnwanted(job));
        }
        while (true) {
            var base = baseOf(version);
            if (base.isEmpty()) {
                throw new JobFailure("The solution has no ACTIVE version that was trained with trainingMode FULL"
                        + " and could be updated. Train one first.");
            }
            try {
                return training.update(plan, base.get(), files.openUpdatable(base.get()), job, () -> isUnwanted(job));
            } catch (IOException e) {
                if (base.equals(baseOf(version))) {
                    throw e;
                } // the base model was updated concurrently, and its file removed
            }
        }
    }

    private Optional<ModelRecord> baseOf(SolutionVersion version) {
        return catalog.<Optional<ModelRecord>>read(view -> LatestVersion.of(view, version.solutionArn())
                .flatMap(full -> view.models().findNewest(full.arn())));
    }

    private boolean isUnwanted(Job job) {
        return catalog.read(view -> view.find(SolutionVersion.class, job.arn()))
                .map(version -> version.status() != Status.CREATE_IN_PROGRESS)
                .orElse(true);
    }

    private void commit(Job job, Training.Result result, Instant begun) {
        var now = Times.now(clock);
        double hours = Duration.between(begun, now).toMillis() / 1_000.0 / SECONDS_OF_AN_HOUR;
        job.write(catalog, transaction -> {
            var current = transaction.require(SolutionVersion.class, job.arn());
            var tuned = result.tuned().isEmpty() ? null : new TunedHPOParams(result.tuned());
            var ended = transaction.replace(
                    current,
                    current.trained(hours, recipeOf(current, result), tuned).on(new LifeCycleEvent.Finished(), now));
            transaction.jobs().finish(job.queued());
            if (ended.status() == Status.ACTIVE) {
                publish(transaction, ended, result, now);
            }
            return ended;
        });
    }

    /// Returns the recipe that was selected, or the requested one: a deprecated name is kept although its
    /// successor trains.
    private static Arn recipeOf(SolutionVersion version, Training.Result result) {
        return Objects.requireNonNullElse(version.recipeArn(), result.recipe().arn(Scope.of(version.arn())));
    }

    private void publish(Transaction transaction, SolutionVersion version, Training.Result result, Instant now) {
        var file = result.file();
        transaction
                .models()
                .add(new ModelRecord(
                        version.arn(),
                        1,
                        file.file(),
                        file.bytes(),
                        file.crc32c(),
                        result.trained().metrics(),
                        now,
                        result.interactions(),
                        result.knownUntil()));
        if (version.performAutoML()) {
            var solution = transaction.require(Solution.class, version.solutionArn());
            transaction.replace(solution, solution.chosen(result.recipe().arn(Scope.of(solution.arn()))));
        }
        if (version.trainingMode() != TrainingMode.UPDATE) {
            Campaigns.syncTo(transaction, version, now);
        }
    }

    /// A stopped version has no failure reason.
    @Override
    public void fail(Transaction transaction, Job job, JobOutcome.Failed failure) {
        transaction.find(SolutionVersion.class, job.arn()).ifPresent(current -> {
            var event = current.status().isBeingCreated()
                    ? new LifeCycleEvent.Failed(failure.reason().text())
                    : new LifeCycleEvent.Finished();
            transaction.replace(current, current.on(event, Times.now(clock)));
        });
    }
}
