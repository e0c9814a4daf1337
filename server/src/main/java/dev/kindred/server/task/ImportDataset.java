package dev.kindred.server.task;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.DatasetFile;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobFailure;
import dev.kindred.server.job.JobOutcome;
import dev.kindred.server.job.Task;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetImportJob;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.resource.ImportMode;
import dev.kindred.server.resource.LifeCycleEvent;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.stream.Streams;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/// Imports a file or folder into a dataset: writes the rows to a new dataset file, and adds that file to the
/// dataset in one transaction. No row is visible before the commit, and a failed import keeps no row.
public final class ImportDataset implements Task {

    private static final System.Logger LOG = System.getLogger(ImportDataset.class.getName());

    private final Catalog catalog;
    private final DatasetFileStore datasetFiles;
    private final RowImport rows;
    private final Streams streams;
    private final ImportAttribution attribution;
    private final Milestones milestones;
    private final InstantSource clock;

    /// The steps of an import at which tests end the process.
    public enum Milestone {
        STARTED,
        ROWS_WRITTEN,
        DUPLICATES_REMOVED,
        SEGMENT_PUBLISHED,
        COMMITTED,
        OLD_DATA_REMOVED
    }

    /// Callback after each step of an import.
    @FunctionalInterface
    public interface Milestones {

        /// No-op callback.
        Milestones UNWATCHED = (_, _) -> {};

        void passed(DatasetImportJob job, Milestone milestone);
    }

    public ImportDataset(
            Catalog catalog,
            DatasetFileStore datasetFiles,
            RowImport rows,
            Streams streams,
            ImportAttribution attribution,
            Milestones milestones,
            InstantSource clock) {
        this.catalog = catalog;
        this.datasetFiles = datasetFiles;
        this.rows = rows;
        this.streams = streams;
        this.attribution = attribution;
        this.milestones = milestones;
        this.clock = clock;
    }

    @Override
    public TaskName name() {
        return TaskName.IMPORT;
    }

    @Override
    public Load load() {
        return Load.TRANSFER;
    }

    @Override
    public void run(Job job) throws IOException, InterruptedException, JobFailure {
        job.progress().expect(0);
        var target = start(job);
        LOG.log(
                INFO,
                "{0}: import into {1} started",
                job.arn(),
                target.dataset().arn());
        milestones.passed(target.job(), Milestone.STARTED);
        try (var draft = datasetFiles.begin(target.fileName())) {
            var written = rows.write(target, job, draft);
            milestones.passed(target.job(), Milestone.SEGMENT_PUBLISHED);
            var measured = attribution.measure(job, target.job(), target.dataset(), target.schema(), written.file());
            var result = written.warning(measured.warnings());
            streams.seal(target.dataset().arn()); // rows streamed before this import precede its rows
            var replaced = commit(job, target, result);
            milestones.passed(target.job(), Milestone.COMMITTED);
            measured.added().run();
            LOG.log(INFO, "{0}: {1} rows imported", job.arn(), result.rows());
            result.report().warnings().forEach(warning -> LOG.log(WARNING, "{0}: {1}", job.arn(), warning.logText()));
            replaced.forEach(datasetFile -> datasetFiles.delete(datasetFile.file()));
            milestones.passed(target.job(), Milestone.OLD_DATA_REMOVED);
        }
    }

    private RowImport.Target start(Job job) {
        return job.write(catalog, transaction -> {
            var current = transaction.require(DatasetImportJob.class, job.arn());
            var started = transaction.replace(current, current.on(new LifeCycleEvent.Started(), Times.now(clock)));
            var dataset = transaction.require(Dataset.class, current.datasetArn());
            var schema = transaction.require(DatasetSchema.class, dataset.schemaArn());
            return new RowImport.Target(
                    started, dataset, AvroSchema.parse(schema.schema()), DatasetType.valueOf(dataset.datasetType()));
        });
    }

    /// Updates the dataset, finishes the job and removes it from the queue, in one transaction. Returns the
    /// dataset's former files.
    private List<DatasetFile> commit(Job job, RowImport.Target target, RowImport.Written written) {
        return job.write(catalog, transaction -> {
            var now = Times.now(clock);
            var dataset = target.dataset().arn();
            List<DatasetFile> replaced = List.of();
            if (target.job().importMode() == ImportMode.FULL) {
                replaced = transaction.datasetFiles().of(dataset).stream()
                        .filter(datasetFile -> datasetFile.origin() == DatasetFile.Origin.BULK)
                        .toList();
                transaction.datasetFiles().removeAll(dataset, DatasetFile.Origin.BULK);
            }
            var file = written.file();
            transaction
                    .datasetFiles()
                    .add(
                            dataset,
                            DatasetFile.Origin.BULK,
                            new DatasetFile.Content(file.file(), written.rows(), file.bytes(), file.crc32c()),
                            now);
            var current = transaction.require(DatasetImportJob.class, job.arn());
            transaction.replace(current, current.on(new LifeCycleEvent.Finished(), now));
            transaction.reports().put(job.arn(), written.report().toJson());
            transaction.jobs().finish(job.queued());
            return replaced;
        });
    }

    @Override
    public void fail(Transaction transaction, Job job, JobOutcome.Failed failure) {
        var reason = failure.reason().text();
        transaction.find(DatasetImportJob.class, job.arn()).ifPresent(current -> {
            transaction.replace(current, current.on(new LifeCycleEvent.Failed(reason), Times.now(clock)));
            transaction
                    .reports()
                    .put(
                            job.arn(),
                            Objects.requireNonNullElseGet(
                                    failure.report(),
                                    () -> ImportReport.ofNothing(reason).toJson()));
        });
    }
}
