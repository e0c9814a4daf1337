package dev.kindred.server.cli;

import dev.kindred.server.attribution.Attributions;
import dev.kindred.server.attribution.ImportedAmounts;
import dev.kindred.server.attribution.LiveCounts;
import dev.kindred.server.catalog.CatalogIdentity;
import dev.kindred.server.deployment.ModelFiles;
import dev.kindred.server.ingest.CsvExport;
import dev.kindred.server.ingest.DatasetFileMerge;
import dev.kindred.server.ingest.DuplicateRows;
import dev.kindred.server.job.JobEngine;
import dev.kindred.server.job.Task;
import dev.kindred.server.scheduler.Scheduler;
import dev.kindred.server.task.AutoTrain;
import dev.kindred.server.task.AutoUpdate;
import dev.kindred.server.task.BatchFiles;
import dev.kindred.server.task.CompactDataset;
import dev.kindred.server.task.Delete;
import dev.kindred.server.task.DeployCampaign;
import dev.kindred.server.task.ExportDataset;
import dev.kindred.server.task.ImportAttribution;
import dev.kindred.server.task.ImportDataset;
import dev.kindred.server.task.IncrementalUpdate;
import dev.kindred.server.task.NewData;
import dev.kindred.server.task.RemoveUsers;
import dev.kindred.server.task.ReportAttribution;
import dev.kindred.server.task.RowImport;
import dev.kindred.server.task.RunBatchInference;
import dev.kindred.server.task.RunBatchSegment;
import dev.kindred.server.task.StartOrStopRecommender;
import dev.kindred.server.task.TrainRecommender;
import dev.kindred.server.task.TrainSolutionVersion;
import dev.kindred.server.task.UpdateModel;
import dev.kindred.server.task.UserLists;
import dev.kindred.server.theme.LanguageModel;
import dev.kindred.server.theme.ModelEndpoint;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Assembles the tasks of all jobs and the job engine.
final class JobAssembly {

    /// Longer than a pause of the garbage collector. Taste.
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Configuration settings;
    private final InstantSource clock;
    private final StorageAssembly storage;
    private final DataAssembly data;
    private final ModelAssembly models;
    private final Hooks hooks;
    private final Attributions attributions;
    private final JobEngine engine;
    private final MetricsBinding metrics;

    /// Observers of the jobs, for tests.
    record Hooks(ImportDataset.Milestones milestones, JobEngine.Watch watch) {

        static final Hooks NONE = new Hooks(ImportDataset.Milestones.UNWATCHED, JobEngine.Watch.NONE);
    }

    JobAssembly(
            Configuration settings,
            Scheduler scheduler,
            StorageAssembly storage,
            DataAssembly data,
            ModelAssembly models,
            Hooks hooks,
            Parts parts) {
        this.settings = settings;
        this.clock = scheduler;
        this.storage = storage;
        this.data = data;
        this.models = models;
        this.hooks = hooks;
        var counts = new LiveCounts();
        attributions =
                parts.opened(new Attributions(storage.catalog(), data.streams(), models.groups(), counts, clock));
        metrics = new MetricsBinding(clock);
        engine = parts.opened(new JobEngine(
                storage.catalog(), tasks(parts), engineSettings(), metrics.watching(hooks.watch()), scheduler));
        parts.opened(
                storage.catalog().feed().follow("compaction-feed", new CompactionRequests(storage.catalog(), clock)));
        metrics.show(engine, data.streams(), models.recommendations(), counts);
    }

    private List<Task> tasks(Parts parts) {
        var tasks = new ArrayList<Task>();
        tasks.addAll(dataTasks());
        tasks.addAll(modelTasks());
        tasks.addAll(deploymentTasks());
        tasks.addAll(batchTasks(parts));
        return tasks;
    }

    private List<Task> dataTasks() {
        return List.of(
                new Delete(storage.catalog(), storage.datasetFiles(), models.files(), data.streams(), clock),
                new RemoveUsers(
                        storage.catalog(),
                        storage.datasetFiles(),
                        data.streams(),
                        models.snapshots(),
                        new UserLists(storage.objects(), data.csv()),
                        new RemoveUsers.Bounds(importMemory(), data.threads()),
                        clock),
                new ExportDataset(
                        storage.catalog(),
                        storage.objects(),
                        storage.datasetFiles(),
                        data.streams(),
                        new CsvExport(storage.datasetFiles().drafts(), importMemory(), data.threads()),
                        clock),
                importDataset(),
                compaction(),
                new ReportAttribution(
                        storage.catalog(),
                        attributions,
                        storage.objects(),
                        settings.get(Settings.ATTRIBUTION_INTERVAL),
                        clock));
    }

    private CompactDataset compaction() {
        return new CompactDataset(
                storage.catalog(),
                storage.datasetFiles(),
                new DatasetFileMerge(storage.datasetFiles().drafts(), importMemory(), data.threads()));
    }

    private ImportDataset importDataset() {
        return new ImportDataset(
                storage.catalog(),
                storage.datasetFiles(),
                new RowImport(
                        storage.catalog(),
                        storage.objects(),
                        storage.datasetFiles(),
                        data.csv(),
                        new DuplicateRows(storage.datasetFiles().drafts(), importMemory(), data.threads()),
                        hooks.milestones(),
                        clock),
                data.streams(),
                new ImportAttribution(
                        storage.catalog(),
                        storage.objects(),
                        storage.datasetFiles(),
                        data.streams(),
                        attributions,
                        new ImportedAmounts.Bounds(storage.datasetFiles().drafts(), importMemory(), data.threads()),
                        clock),
                hooks.milestones(),
                clock);
    }

    private List<Task> modelTasks() {
        return List.of(
                new AutoTrain(
                        storage.catalog(),
                        NewData.importedOrStreamed(data.streams()),
                        settings.get(Settings.FIRST_TRAINING_DELAY),
                        clock),
                new TrainSolutionVersion(storage.catalog(), models.training(), new ModelFiles(models.files()), clock),
                new AutoUpdate(
                        storage.catalog(),
                        NewData.orItems(data.streams()),
                        settings.get(Settings.AUTO_UPDATE_INTERVAL),
                        clock),
                new UpdateModel(storage.catalog(), models.training(), models.deployments(), models.files()),
                new IncrementalUpdate(
                        storage.catalog(),
                        models.groups(),
                        models.embeddings(),
                        models.deployments(),
                        models.files(),
                        models.workers(),
                        settings.get(Settings.INCREMENTAL_UPDATE_INTERVAL),
                        clock),
                new TrainRecommender(
                        storage.catalog(),
                        models.training(),
                        models.deployments(),
                        models.files(),
                        settings.get(Settings.AUTO_UPDATE_INTERVAL),
                        clock));
    }

    private List<Task> deploymentTasks() {
        return List.of(
                new StartOrStopRecommender(storage.catalog(), models.deployments(), clock),
                new DeployCampaign(
                        storage.catalog(), models.deployments(), settings.get(Settings.AUTO_UPDATE_INTERVAL), clock));
    }

    private List<Task> batchTasks(Parts parts) {
        return List.of(
                new RunBatchInference(
                        storage.catalog(),
                        models.loader(),
                        models.recommendations(),
                        new BatchFiles(storage.objects(), storage.datasetFiles().drafts(), models.workers()),
                        new RunBatchInference.Themes(models.embeddings(), models.workers(), languageModel(parts)),
                        clock),
                new RunBatchSegment(
                        storage.catalog(),
                        models.segmenter(),
                        new BatchFiles(storage.objects(), storage.datasetFiles().drafts(), models.workers()),
                        clock));
    }

    private long importMemory() {
        return settings.get(Settings.IMPORT_MEMORY);
    }

    private @Nullable LanguageModel languageModel(Parts parts) {
        var endpoint = settings.get(Settings.THEME_ENDPOINT);
        if (endpoint.equals(Settings.NONE)) {
            return null;
        }
        return parts.opened(new LanguageModel(new ModelEndpoint(
                URI.create(endpoint),
                settings.get(Settings.THEME_MODEL),
                settings.themeKey(),
                settings.get(Settings.THEME_TIMEOUT))));
    }

    private JobEngine.Settings engineSettings() {
        var identity = storage.catalog()
                .<Optional<CatalogIdentity>>read(view -> view.identity().find());
        return new JobEngine.Settings(
                Map.of(
                        Task.Load.TRAINING, settings.get(Settings.JOB_WORKERS),
                        Task.Load.TRANSFER, settings.get(Settings.JOB_TRANSFER_WORKERS),
                        Task.Load.BATCH, settings.get(Settings.JOB_BATCH_WORKERS)),
                settings.get(Settings.JOB_ATTEMPTS),
                settings.get(Settings.JOB_RETRY_DELAY),
                settings.get(Settings.SHUTDOWN_PATIENCE),
                identity.orElseThrow().id().toString(),
                LEASE);
    }

    JobEngine engine() {
        return engine;
    }

    MetricsBinding metrics() {
        return metrics;
    }
}
