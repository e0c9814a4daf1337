package dev.kindred.server.task;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.LatestVersion;
import dev.kindred.server.catalog.ModelRecord;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.deployment.ModelFiles;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobFailure;
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
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/// Trains a solution version: measures and makes its model, and publishes it in the one transaction that
/// makes the version ACTIVE. Whoever stops the version meanwhile finds it stopped, whatever the training came
/// to.
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
        return Load.HEAVY;
    }

    @Override
    public void run(Job job) throws InterruptedException {
        var version = catalog.read(view -> view.require(SolutionVersion.class, job.arn()));
        if (version.status() == Status.CREATE_STOPPED || version.status() == Status.CREATE_STOPPING) {
            end(job, new LifeCycleEvent.Finished());
            return;
        }
        var started = catalog.write(transaction -> step(transaction, job, new LifeCycleEvent.Started()));
        if (started.status() != Status.CREATE_IN_PROGRESS) {
            end(job, new LifeCycleEvent.Finished()); // stopped between the two looks at it
            return;
        }
        LOG.log(INFO, "{0}: training begins", job.arn());
        var begun = clock.instant();
        try (var result = trained(started, job)) {
            commit(job, result, begun);
            LOG.log(
                    INFO,
                    "{0}: trained on {1} interactions with {2}",
                    job.arn(),
                    result.interactions(),
                    result.trained().chosen());
        } catch (JobFailure e) {
            LOG.log(INFO, "{0}: not trained: {1}", job.arn(), e.getMessage());
            end(job, new LifeCycleEvent.Failed(e.reason()));
        } catch (CancellationException e) {
            job.requireGoingOn();
            LOG.log(INFO, "{0}: stopped", job.arn());
            end(job, new LifeCycleEvent.Finished());
        } catch (IOException | UncheckedIOException e) {
            job.requireGoingOn();
            LOG.log(ERROR, job.arn() + ": training broke off", e);
            end(job, new LifeCycleEvent.Failed(Training.brokeOff(e) + " Create the version anew once that is mended."));
        } catch (OutOfMemoryError e) {
            LOG.log(ERROR, job.arn() + ": training needs more memory", e);
            end(
                    job,
                    new LifeCycleEvent.Failed(
                            "The training needs more memory than the server has: give it a larger heap (java"
                                    + " -Xmx), or train on fewer interactions."));
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
                } // it was updated itself meanwhile, and its file removed
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

    /// The solution can be gone by then, with all its versions: there is nothing to tell any more.
    private void end(Job job, LifeCycleEvent event) {
        catalog.write(transaction -> {
            transaction.dequeue(job.queued());
            return transaction
                    .find(SolutionVersion.class, job.arn())
                    .map(current -> transaction.replace(current, current.on(event, Times.now(clock))));
        });
    }

    private SolutionVersion step(Transaction transaction, Job job, LifeCycleEvent event) {
        var current = transaction.require(SolutionVersion.class, job.arn());
        return transaction.replace(current, current.on(event, Times.now(clock)));
    }

    private void commit(Job job, Training.Result result, Instant begun) {
        var now = Times.now(clock);
        double hours = Duration.between(begun, now).toMillis() / 1_000.0 / SECONDS_OF_AN_HOUR;
        catalog.write(transaction -> {
            var current = transaction.require(SolutionVersion.class, job.arn());
            var tuned = result.tuned().isEmpty() ? null : new TunedHPOParams(result.tuned());
            var ended = transaction.replace(
                    current,
                    current.trained(hours, recipeOf(current, result), tuned).on(new LifeCycleEvent.Finished(), now));
            transaction.dequeue(job.queued());
            if (ended.status() == Status.ACTIVE) {
                publish(transaction, ended, result, now);
            }
            return ended;
        });
    }

    /// The recipe that was chosen, or the one that was asked for: an old name stays, though its successor trains.
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

    @Override
    public void abandon(Job job, String reason) {
        end(job, new LifeCycleEvent.Failed(reason));
    }
}
