package dev.kindred.server.task;

import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.DatasetFile;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobOutcome;
import dev.kindred.server.job.Task;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.BatchInferenceJob;
import dev.kindred.server.resource.BatchSegmentJob;
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.DataDeletionJob;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetExportJob;
import dev.kindred.server.resource.DatasetGroup;
import dev.kindred.server.resource.DatasetImportJob;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.resource.EventTracker;
import dev.kindred.server.resource.Filter;
import dev.kindred.server.resource.LifeCycleEvent;
import dev.kindred.server.resource.MetricAttribution;
import dev.kindred.server.resource.Recommender;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.Solution;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.stream.Streams;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Deletes a resource and everything that belongs to it.
public final class Delete implements Task {

    private static final System.Logger LOG = System.getLogger(Delete.class.getName());

    /// Long enough for the disk or the catalog to recover; no request waits for it. Taste.
    private static final Duration RETRY_DELAY = Duration.ofMinutes(1);

    private final Catalog catalog;
    private final DatasetFileStore datasetFiles;
    private final DatasetFileStore models;
    private final Streams streams;
    private final InstantSource clock;

    /// The files of a resource and of its dependent resources.
    private record Files(List<DatasetFile> data, List<String> models) {}

    public Delete(
            Catalog catalog,
            DatasetFileStore datasetFiles,
            DatasetFileStore models,
            Streams streams,
            InstantSource clock) {
        this.catalog = catalog;
        this.datasetFiles = datasetFiles;
        this.models = models;
        this.streams = streams;
        this.clock = clock;
    }

    @Override
    public TaskName name() {
        return TaskName.DELETE;
    }

    @Override
    public Load load() {
        return Load.LIGHT;
    }

    @Override
    public void run(Job job) {
        var resource =
                job.write(catalog, transaction -> transaction.find(job.arn()).map(it -> started(transaction, it)));
        var files = job.write(catalog, transaction -> {
            var owned = new Files(
                    transaction.datasetFiles().of(job.arn()),
                    transaction.models().filesUnder(job.arn()));
            transaction.resources().remove(job.arn());
            transaction.jobs().remove(job.queued());
            return owned;
        });
        files.data().forEach(datasetFile -> datasetFiles.delete(datasetFile.file())); // the next start deletes orphans
        files.models().forEach(models::delete);
        if (resource.orElse(null) instanceof Dataset dataset) {
            streams.drop(dataset); // likewise
        }
        LOG.log(INFO, "{0} deleted", job.arn());
    }

    /// A dataset group has no `DELETE IN_PROGRESS`: it is deleted from `DELETE PENDING`.
    private Resource started(Transaction transaction, Resource resource) {
        var now = Times.now(clock);
        return switch (resource) {
            case Dataset dataset -> transaction.replace(dataset, dataset.on(new LifeCycleEvent.Started(), now));
            case EventTracker tracker -> transaction.replace(tracker, tracker.on(new LifeCycleEvent.Started(), now));
            case Solution solution -> transaction.replace(solution, solution.on(new LifeCycleEvent.Started(), now));
            case Campaign campaign -> transaction.replace(campaign, campaign.on(new LifeCycleEvent.Started(), now));
            case Recommender recommender ->
                transaction.replace(recommender, recommender.on(new LifeCycleEvent.Started(), now));
            case Filter filter -> transaction.replace(filter, filter.on(new LifeCycleEvent.Started(), now));
            case MetricAttribution attribution ->
                transaction.replace(attribution, attribution.on(new LifeCycleEvent.Started(), now));
            case DatasetGroup group -> group;
            case DatasetImportJob _,
                    DatasetExportJob _,
                    DataDeletionJob _,
                    DatasetSchema _,
                    SolutionVersion _,
                    BatchInferenceJob _,
                    BatchSegmentJob _ -> throw new IllegalStateException(resource.arn() + " is not deleted by a job");
        };
    }

    /// A deletion is retried until it succeeds.
    @Override
    public void fail(Transaction transaction, Job job, JobOutcome.Failed failure) {
        var queued = job.queued();
        transaction.enqueue(
                TaskName.DELETE,
                queued.arn(),
                Arn.of(queued.lane()),
                Times.now(clock).plus(RETRY_DELAY));
    }
}
