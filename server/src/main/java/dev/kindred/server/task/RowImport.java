package dev.kindred.server.task;

import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.DatasetFile;
import dev.kindred.server.ingest.CsvImport;
import dev.kindred.server.ingest.DuplicateRows;
import dev.kindred.server.ingest.ImportResult;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobFailure;
import dev.kindred.server.literal.Message;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetImportJob;
import dev.kindred.server.resource.ImportMode;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.storage.ObjectStore;
import dev.kindred.server.stream.DatasetRows;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/// Reads the files of a dataset import job, validates every row and writes the rows to a dataset file. The file
/// becomes part of the dataset when the catalog references it.
public final class RowImport {

    private static final System.Logger LOG = System.getLogger(RowImport.class.getName());

    private final Catalog catalog;
    private final ObjectStore objects;
    private final DatasetFileStore datasetFiles;
    private final CsvImport csv;
    private final DuplicateRows duplicates;
    private final ImportDataset.Milestones milestones;
    private final InstantSource clock;

    /// The job and the dataset that it imports into.
    record Target(DatasetImportJob job, Dataset dataset, AvroSchema schema, DatasetType type) {

        /// The prefix of the names of its dataset files.
        String fileName() {
            var arn = dataset.arn();
            return String.join("/", arn.account(), arn.region(), arn.rest(), job.jobName());
        }
    }

    /// A dataset file with the imported rows.
    record Written(DatasetFileStore.Published file, long rows, ImportReport report) {

        Written warning(List<Message> warnings) {
            return new Written(file, rows, report.warning(warnings));
        }
    }

    public RowImport(
            Catalog catalog,
            ObjectStore objects,
            DatasetFileStore datasetFiles,
            CsvImport csv,
            DuplicateRows duplicates,
            ImportDataset.Milestones milestones,
            InstantSource clock) {
        this.catalog = catalog;
        this.objects = objects;
        this.datasetFiles = datasetFiles;
        this.csv = csv;
        this.duplicates = duplicates;
        this.milestones = milestones;
        this.clock = clock;
    }

    /// Writes the rows to `draft`; for an incremental import, writes the rows that the dataset does not have to
    /// another file.
    ///
    /// @throws JobFailure if there is no input file, or a row is invalid
    Written write(Target target, Job job, DatasetFileStore.Draft draft)
            throws IOException, InterruptedException, JobFailure {
        boolean adds = target.job().importMode() == ImportMode.INCREMENTAL;
        if (adds && bulkOf(target.dataset()).isEmpty()) {
            throw new JobFailure("The dataset has no imported data to add to. Import with importMode FULL first.");
        }
        var imported = writeRows(target, job, draft);
        milestones.passed(target.job(), ImportDataset.Milestone.ROWS_WRITTEN);
        if (!adds || !target.type().isEvents()) {
            return new Written(draft.publish(), imported.rows(), ImportReport.of(imported, imported.rows()));
        }
        try (var distinct = datasetFiles.begin(target.fileName())) {
            long rows = removeDuplicates(target, draft, distinct);
            milestones.passed(target.job(), ImportDataset.Milestone.DUPLICATES_REMOVED);
            return new Written(distinct.publish(), rows, ImportReport.of(imported, rows));
        }
    }

    private ImportResult.Imported writeRows(Target target, Job job, DatasetFileStore.Draft draft)
            throws IOException, InterruptedException, JobFailure {
        var own = objects.of(job.arn().account());
        var input = find(own, target.job());
        job.progress().expect(input.bytes());
        var sources = input.files().stream().map(file -> file.source(own)).toList();
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
                            new Message(refused.report().summary(), "its failureReason and its report say why"),
                            ImportReport.of(refused.report())
                                    .warning(input.warnings())
                                    .toJson());
                case ImportResult.Stopped _ -> throw new InterruptedException("the server is stopping");
            };
        }
    }

    private static InputFiles find(ObjectStore own, DatasetImportJob job) throws JobFailure {
        var location = job.dataSource().dataLocation();
        var input = InputFiles.find(own, location == null ? "" : location, InputFiles.Depth.FIRST_LEVEL, _ -> true);
        if (input.files().isEmpty()) {
            throw new JobFailure("Invalid Data location. %s Sub-folders are not read."
                    .formatted(input.emptiness("files at its first level")));
        }
        return input;
    }

    /// A removal of users can delete the files while they are read. In this case, they are read again.
    private long removeDuplicates(Target target, DatasetFileStore.Draft draft, DatasetFileStore.Draft distinct)
            throws IOException {
        while (true) {
            var bulk = bulkOf(target.dataset());
            try {
                return duplicates.writeNew(
                        target.schema(),
                        draft.path(),
                        DatasetRows.Source.verified(bulk, datasetFiles).stream()
                                .map(DatasetRows.Source::file)
                                .toList(),
                        distinct.path());
            } catch (IOException e) {
                if (bulkOf(target.dataset()).equals(bulk)) {
                    throw e;
                }
            }
        }
    }

    private List<DatasetFile> bulkOf(Dataset dataset) {
        return catalog.read(view -> view.datasetFiles().of(dataset.arn())).stream()
                .filter(datasetFile -> datasetFile.origin() == DatasetFile.Origin.BULK)
                .toList();
    }
}
