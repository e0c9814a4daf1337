package dev.kindred.server.task;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.DatasetFile;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.ingest.CsvImport;
import dev.kindred.server.ingest.DuplicateRows;
import dev.kindred.server.ingest.ImportResult;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobFailure;
import dev.kindred.server.job.Task;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetImportJob;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.resource.ImportMode;
import dev.kindred.server.resource.LifeCycleEvent;
import dev.kindred.server.resource.Status;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.storage.ObjectStore;
import dev.kindred.server.storage.StorageException;
import dev.kindred.server.stream.Streams;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Brings a file or folder into a dataset: reads and checks every row, writes the segment beside, and changes
/// the dataset in one
/// transaction. Until then nothing of it can be seen; after a failure nothing of it is left.
public final class ImportDataset implements Task {

    private static final System.Logger LOG = System.getLogger(ImportDataset.class.getName());

    private final Catalog catalog;
    private final ObjectStore objects;
    private final DatasetFileStore segments;
    private final CsvImport csv;
    private final DuplicateRows duplicates;
    private final Streams streams;
    private final ImportAttribution attribution;
    private final Milestones milestones;
    private final InstantSource clock;

    /// The points that an import passes on its way.
    public enum Milestone {
        STARTED,
        ROWS_WRITTEN,
        DUPLICATES_REMOVED,
        SEGMENT_PUBLISHED,
        COMMITTED,
        OLD_DATA_REMOVED
    }

    /// Hears of the points that an import passes.
    @FunctionalInterface
    public interface Milestones {

        /// For imports nobody watches.
        Milestones UNWATCHED = (_, _) -> {};

        void passed(DatasetImportJob job, Milestone milestone);
    }

    /// What an import works on.
    private record Target(DatasetImportJob job, Dataset dataset, AvroSchema schema, DatasetType type) {}

    /// How an import ended well.
    private record Outcome(DatasetFileStore.Published file, long rows, ImportReport report) {

        Outcome warning(List<String> warnings) {
            return new Outcome(file, rows, report.warning(warnings));
        }
    }

    public ImportDataset(
            Catalog catalog,
            ObjectStore objects,
            DatasetFileStore segments,
            CsvImport csv,
            DuplicateRows duplicates,
            Streams streams,
            ImportAttribution attribution,
            Milestones milestones,
            InstantSource clock) {
        this.catalog = catalog;
        this.objects = objects;
        this.segments = segments;
        this.csv = csv;
        this.duplicates = duplicates;
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
        return Load.HEAVY;
    }

    @Override
    public void run(Job job) throws InterruptedException {
        job.progress().expect(0);
        var target = start(job);
        LOG.log(INFO, "{0}: import into {1} begins", job.arn(), target.dataset().arn());
        milestones.passed(target.job(), Milestone.STARTED);
        try (var draft = segments.begin(nameOf(target))) {
            var written = write(target, job, draft);
            milestones.passed(target.job(), Milestone.SEGMENT_PUBLISHED);
            var measured = attribution.measure(
                    job,
                    target.job(),
                    target.dataset(),
                    target.schema(),
                    written.file().file());
            var outcome = written.warning(measured.warnings());
            streams.seal(target.dataset().arn()); // rows streamed before this import rank before its rows
            var replaced = commit(job, target, outcome);
            milestones.passed(target.job(), Milestone.COMMITTED);
            measured.added().run();
            LOG.log(INFO, "{0}: {1} rows imported", job.arn(), outcome.rows());
            outcome.report()
                    .warnings()
                    .forEach(warning -> LOG.log(WARNING, "{0}: {1}", job.arn(), withoutText(warning)));
            replaced.forEach(segment -> segments.delete(segment.file()));
            milestones.passed(target.job(), Milestone.OLD_DATA_REMOVED);
        } catch (JobFailure e) {
            refuse(job, e.reason(), e.report());
        } catch (StorageException e) {
            job.requireGoingOn();
            refuse(job, e.getMessage(), null);
        } catch (IOException e) {
            job.requireGoingOn();
            LOG.log(ERROR, job.arn() + " broke off", e);
            var reason = "The import broke off: %s. Nothing was imported; mend that and create the job anew."
                    .formatted(e.getMessage());
            refuse(job, reason, null);
        }
    }

    /// Cuts off the place and text that a warning quotes: rows are their owner's business and reach no log.
    private static String withoutText(String warning) {
        int quote = warning.indexOf(" (first: ");
        return quote < 0 ? warning : warning.substring(0, quote) + "; see the report.";
    }

    private Target start(Job job) {
        return catalog.write(transaction -> {
            var record = transaction.require(DatasetImportJob.class, job.arn());
            var started = transaction.replace(record, record.on(new LifeCycleEvent.Started(), Times.now(clock)));
            var dataset = transaction.require(Dataset.class, record.datasetArn());
            var schema = transaction.require(DatasetSchema.class, dataset.schemaArn());
            return new Target(
                    started, dataset, AvroSchema.parse(schema.schema()), DatasetType.valueOf(dataset.datasetType()));
        });
    }

    private static String nameOf(Target target) {
        var arn = target.dataset().arn();
        return String.join(
                "/", arn.account(), arn.region(), arn.rest(), target.job().jobName());
    }

    private Outcome write(Target target, Job job, DatasetFileStore.Draft draft)
            throws IOException, InterruptedException, JobFailure {
        boolean adds = target.job().importMode() == ImportMode.INCREMENTAL;
        var bulk = bulkOf(target.dataset());
        if (adds && bulk.isEmpty()) {
            throw new JobFailure("The dataset has no imported data to add to. Import with importMode FULL first.");
        }
        var imported = writeRows(target, job, draft);
        milestones.passed(target.job(), Milestone.ROWS_WRITTEN);
        if (!adds || !target.type().isEvents()) {
            return new Outcome(draft.publish(), imported.rows(), ImportReport.of(imported, imported.rows()));
        }
        try (var distinct = segments.begin(nameOf(target))) {
            long rows = removeDuplicates(target, draft, distinct);
            milestones.passed(target.job(), Milestone.DUPLICATES_REMOVED);
            return new Outcome(distinct.publish(), rows, ImportReport.of(imported, rows));
        }
    }

    private List<DatasetFile> bulkOf(Dataset dataset) {
        return catalog.read(view -> view.datasetFiles().of(dataset.arn())).stream()
                .filter(segment -> segment.origin() == DatasetFile.Origin.BULK)
                .toList();
    }

    private ImportResult.Imported writeRows(Target target, Job job, DatasetFileStore.Draft draft)
            throws IOException, InterruptedException, JobFailure {
        var input = find(target.job());
        job.progress().expect(input.bytes());
        var sources = input.files().stream().map(file -> file.source(objects)).toList();
        try (var out = draft.open()) {
            var result = csv.run(
                    target.schema(),
                    sources,
                    out,
                    new ProgressLog(job, clock, line -> LOG.log(INFO, line)),
                    job.stopping());
            return switch (result) {
                case ImportResult.Imported imported -> imported.warning(input.warnings());
                case ImportResult.Refused refused ->
                    throw new JobFailure(
                            refused.report().summary(),
                            ImportReport.of(refused.report())
                                    .warning(input.warnings())
                                    .toJson());
                case ImportResult.Stopped _ -> throw new InterruptedException();
            };
        }
    }

    private InputFiles find(DatasetImportJob job) throws JobFailure {
        var location = job.dataSource().dataLocation();
        var input = InputFiles.find(objects, location == null ? "" : location, InputFiles.Depth.FIRST_LEVEL, _ -> true);
        if (input.files().isEmpty()) {
            throw new JobFailure("Invalid Data location. %s Sub-folders are not read."
                    .formatted(input.emptiness("files at its first level")));
        }
        return input;
    }

    /// A removal of users can take the files away while they are read: then the reading begins again.
    private long removeDuplicates(Target target, DatasetFileStore.Draft draft, DatasetFileStore.Draft distinct)
            throws IOException {
        while (true) {
            var bulk = bulkOf(target.dataset());
            try {
                return duplicates.writeNew(
                        target.schema(),
                        draft.path(),
                        bulk.stream()
                                .map(segment -> segments.path(segment.file()))
                                .toList(),
                        distinct.path());
            } catch (IOException e) {
                if (bulkOf(target.dataset()).equals(bulk)) {
                    throw e;
                }
            }
        }
    }

    /// Changes the dataset, ends the job and takes it out of the queue, all in one. Returns the files that
    /// are no longer data.
    private List<DatasetFile> commit(Job job, Target target, Outcome outcome) {
        return catalog.write(transaction -> {
            var now = Times.now(clock);
            var dataset = target.dataset().arn();
            List<DatasetFile> replaced = List.of();
            if (target.job().importMode() == ImportMode.FULL) {
                replaced = transaction.datasetFiles().of(dataset).stream()
                        .filter(segment -> segment.origin() == DatasetFile.Origin.BULK)
                        .toList();
                transaction.datasetFiles().removeAll(dataset, DatasetFile.Origin.BULK);
            }
            var file = outcome.file();
            transaction
                    .datasetFiles()
                    .add(
                            dataset,
                            DatasetFile.Origin.BULK,
                            new DatasetFile.Content(file.file(), outcome.rows(), file.bytes(), file.crc32c()),
                            now);
            var record = transaction.require(DatasetImportJob.class, job.arn());
            transaction.replace(record, record.on(new LifeCycleEvent.Finished(), now));
            transaction.reports().put(job.arn(), outcome.report().toJson());
            transaction.dequeue(job.queued());
            return replaced;
        });
    }

    private void refuse(Job job, String reason, @Nullable String report) {
        LOG.log(
                INFO,
                "{0}: refused; its failureReason and its report say why",
                job.arn()); // and quote its owner's data
        fail(job, reason, report);
    }

    @Override
    public void abandon(Job job, String reason) {
        fail(job, reason, null);
    }

    private void fail(Job job, String reason, @Nullable String report) {
        catalog.write(transaction -> {
            var record = transaction.require(DatasetImportJob.class, job.arn());
            transaction
                    .reports()
                    .put(
                            job.arn(),
                            report == null ? ImportReport.ofNothing(reason).toJson() : report);
            transaction.dequeue(job.queued());
            return record.status() == Status.CREATE_FAILED
                    ? record
                    : transaction.replace(record, record.on(new LifeCycleEvent.Failed(reason), Times.now(clock)));
        });
    }
}
