package dev.kindred.server.task;

import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.ModelRecord;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.deployment.Deployments;
import dev.kindred.server.deployment.ModelFiles;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobOutcome;
import dev.kindred.server.job.Task;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Recommender;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.resource.Status;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.training.Training;
import dev.kindred.server.training.TrainingPlan;
import java.io.IOException;
import java.util.Optional;

/// Updates the model of a solution version or recommender with the data received since its training, and waits
/// until the new model is served. The version and its metrics do not change. Requests are served meanwhile.
public final class UpdateModel implements Task {

    private static final System.Logger LOG = System.getLogger(UpdateModel.class.getName());

    private final Catalog catalog;
    private final Training training;
    private final Deployments deployments;
    private final DatasetFileStore models;
    private final ModelFiles files;

    public UpdateModel(Catalog catalog, Training training, Deployments deployments, DatasetFileStore models) {
        this.catalog = catalog;
        this.training = training;
        this.deployments = deployments;
        this.models = models;
        this.files = new ModelFiles(models);
    }

    @Override
    public TaskName name() {
        return TaskName.UPDATE_MODEL;
    }

    @Override
    public Load load() {
        return Load.TRAINING;
    }

    @Override
    public void run(Job job) throws IOException, InterruptedException {
        var base = catalog.<Optional<ModelRecord>>read(view -> view.models().findNewest(job.arn()));
        var plan = catalog.read(view -> view.find(job.arn())).map(UpdateModel::planOf);
        if (base.isPresent() && plan.isPresent()) {
            update(job, base.get(), plan.get());
            return;
        }
        job.write(catalog, transaction -> transaction.jobs().remove(job.queued()));
    }

    private static TrainingPlan planOf(Resource source) {
        return switch (source) {
            case SolutionVersion version -> TrainingPlan.of(version);
            case Recommender recommender -> TrainingPlan.of(recommender);
            default -> throw new IllegalStateException(source.arn() + " has no model");
        };
    }

    private void update(Job job, ModelRecord base, TrainingPlan plan) throws IOException, InterruptedException {
        try (var result = training.update(plan, base, files.openUpdatable(base), job, () -> isGone(job.arn()))) {
            var file = result.file();
            var next = base.updated(file.file(), file.bytes(), file.crc32c(), result.knownUntil());
            var replaced = job.write(catalog, transaction -> {
                transaction.jobs().finish(job.queued());
                if (transaction.find(job.arn()).isEmpty()) {
                    return Optional.<ModelRecord>empty();
                }
                transaction.models().add(next);
                transaction.models().removeBefore(job.arn(), next.generation());
                return Optional.of(base);
            });
            if (replaced.isPresent()) {
                deployments.requireServed(job.arn());
                models.delete(base.file());
                LOG.log(INFO, "{0}: model updated", job.arn());
            } else {
                models.delete(file.file());
            }
        }
    }

    private boolean isGone(Arn source) {
        return catalog.read(view -> view.find(source))
                .map(Resource::status)
                .map(Status::isBeingDeleted)
                .orElse(true);
    }

    /// The old model is still served, and the next update includes the data.
    @Override
    public void fail(Transaction transaction, Job job, JobOutcome.Failed failure) {}
}
