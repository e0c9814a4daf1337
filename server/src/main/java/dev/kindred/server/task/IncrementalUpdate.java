package dev.kindred.server.task;

import static java.lang.System.Logger.Level.INFO;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import dev.kindred.engine.recipe.semantic.SemanticModel;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.catalog.ModelRecord;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.dataset.LiveDatasetGroups;
import dev.kindred.server.deployment.Deployments;
import dev.kindred.server.deployment.ModelFiles;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobOutcome;
import dev.kindred.server.job.Task;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Solution;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.resource.Status;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.text.TextEmbeddings;
import dev.kindred.server.training.Columns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Updates the deployed models of a solution with new, changed and removed items, without a new version. It
/// embeds new texts only, and replaces the version's model. It repeats while the solution has incremental
/// updates enabled and an ACTIVE campaign. If no item has changed, it does nothing.
///
/// @see <a
/// href="https://docs.aws.amazon.com/personalize/latest/dg/native-recipe-semantic-similarity.html">Semantic-Similarity</a>
public final class IncrementalUpdate implements Task {

    private static final System.Logger LOG = System.getLogger(IncrementalUpdate.class.getName());

    private final Catalog catalog;
    private final LiveDatasetGroups groups;
    private final TextEmbeddings embeddings;
    private final Deployments deployments;
    private final DatasetFileStore models;
    private final ModelFiles files;
    private final Workers workers;
    private final Duration interval;
    private final InstantSource clock;

    /// The items that each version was last compared with.
    private final ConcurrentHashMap<Arn, WeakReference<Object>> seen = new ConcurrentHashMap<>();

    /// @param interval the time between two updates
    public IncrementalUpdate(
            Catalog catalog,
            LiveDatasetGroups groups,
            TextEmbeddings embeddings,
            Deployments deployments,
            DatasetFileStore models,
            Workers workers,
            Duration interval,
            InstantSource clock) {
        this.catalog = catalog;
        this.groups = groups;
        this.embeddings = embeddings;
        this.deployments = deployments;
        this.models = models;
        this.files = new ModelFiles(models);
        this.workers = workers;
        this.interval = interval;
        this.clock = clock;
    }

    @Override
    public TaskName name() {
        return TaskName.INCREMENTAL_UPDATE;
    }

    @Override
    public Load load() {
        return Load.LIGHT;
    }

    /// If the update of one version fails, the other versions are still updated.
    @Override
    public void run(Job job) throws IOException, InterruptedException {
        IOException failure = null;
        for (var version : catalog.read(view -> deployedVersions(view, job.arn()))) {
            try {
                update(version, job);
            } catch (IOException e) {
                failure = e;
            } catch (UncheckedIOException e) {
                failure = e.getCause();
            }
        }
        if (failure != null) {
            throw failure;
        }
        job.write(catalog, transaction -> {
            if (transaction.jobs().remove(job.queued())) { // otherwise a deployment has set another time
                scheduleNext(transaction, job);
            }
            return job;
        });
    }

    /// The next update includes the changes that this one missed.
    @Override
    public void fail(Transaction transaction, Job job, JobOutcome.Failed failure) {
        scheduleNext(transaction, job);
    }

    private void scheduleNext(Transaction transaction, Job job) {
        if (!deployedVersions(transaction, job.arn()).isEmpty()) {
            transaction.schedule(
                    TaskName.INCREMENTAL_UPDATE, job.arn(), Times.now(clock).plus(interval));
        }
    }

    /// Returns the versions that ACTIVE campaigns serve, if the solution has incremental updates enabled.
    private static List<SolutionVersion> deployedVersions(CatalogView view, Arn solution) {
        boolean wanted = view.find(Solution.class, solution)
                .filter(it -> it.status() == Status.ACTIVE && it.performIncrementalUpdate())
                .isPresent();
        return wanted
                ? campaigns(view, solution)
                        .map(Campaign::solutionVersionArn)
                        .distinct()
                        .flatMap(arn -> view.find(SolutionVersion.class, arn).stream())
                        .toList()
                : List.of();
    }

    private static Stream<Campaign> campaigns(CatalogView view, Arn solution) {
        return view.resources().childrenOf(solution, Campaign.class, ResourceKind.CAMPAIGN).stream()
                .filter(campaign -> campaign.status() == Status.ACTIVE);
    }

    private void update(SolutionVersion version, Job job) throws IOException, InterruptedException {
        var begun = Times.now(clock);
        var group = groups.of(version.datasetGroupArn());
        var items = group.items();
        var moment = items.columns();
        var before = seen.get(version.arn());
        if (before != null && before.refersTo(moment)) {
            return;
        }
        var ids = items.ids();
        var texts = items.texts(ids, Columns.excluded(version.solutionConfig().trainingDataConfig(), "ITEMS"));
        var record = catalog.<Optional<ModelRecord>>read(view -> view.models().findNewest(version.arn()));
        if (ids.isEmpty() || texts == null || record.isEmpty()) {
            return; // the Items dataset or the version was deleted
        }
        if (!(files.open(record.get()) instanceof SemanticModel model)) {
            return;
        }
        var index = IdIndex.of(ids);
        var vectors = embeddings.of(version.datasetGroupArn(), texts, context(job));
        if (!model.isOf(index, vectors)) {
            if (!publish(version, record.get(), model.updated(index, vectors), begun, job)) {
                return; // the next update includes them
            }
            LOG.log(
                    INFO,
                    "{0}: serves {1} items, previously {2}",
                    version.arn(),
                    ids.size(),
                    model.items().size());
        }
        seen.put(version.arn(), new WeakReference<>(moment));
    }

    private TrainingContext context(Job job) {
        return new TrainingContext(workers, 0, (stage, done) -> {
            if (job.stopping().getAsBoolean() || Thread.currentThread().isInterrupted() || isGone(job.arn())) {
                throw new CancellationException(stage);
            }
            job.progress().reach(stage, done);
        });
    }

    private boolean isGone(Arn solution) {
        return catalog.read(view -> view.find(Solution.class, solution))
                .filter(it -> it.status() == Status.ACTIVE)
                .isEmpty();
    }

    private boolean publish(SolutionVersion version, ModelRecord old, SemanticModel model, Instant begun, Job job)
            throws IOException, InterruptedException {
        var group = version.datasetGroupArn();
        var name = String.join("/", group.account(), group.region(), group.rest(), "aws-semantic-similarity");
        try (var draft = models.begin(name)) {
            model.write(draft.path());
            var file = draft.publish();
            boolean isTaken = job.write(catalog, transaction -> {
                if (!transaction.models().findNewest(version.arn()).equals(Optional.of(old))) {
                    return false; // the version was deleted
                }
                transaction.models().add(old.updated(file.file(), file.bytes(), file.crc32c(), begun));
                transaction.models().removeBefore(version.arn(), old.generation() + 1);
                return true;
            });
            if (!isTaken) {
                models.delete(file.file());
                return false;
            }
        }
        deployments.requireServed(version.arn());
        models.delete(old.file());
        return true;
    }
}
