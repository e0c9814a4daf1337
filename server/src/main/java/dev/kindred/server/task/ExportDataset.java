package dev.kindred.server.task;

import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.DatasetFile;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.ingest.CsvExport;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobOutcome;
import dev.kindred.server.job.Task;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetExportJob;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.resource.IngestionMode;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.storage.DamagedFileException;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.storage.ObjectStore;
import dev.kindred.server.storage.S3Location;
import dev.kindred.server.storage.ScratchFile;
import dev.kindred.server.stream.DatasetRows;
import dev.kindred.server.stream.Streams;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/// Exports a dataset, including the records streamed so far, as one CSV file to a folder in S3.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/export-data.html">Exporting the training
/// data</a>
public final class ExportDataset implements Task {

    private static final System.Logger LOG = System.getLogger(ExportDataset.class.getName());

    private final Catalog catalog;
    private final ObjectStore objects;
    private final DatasetFileStore datasetFiles;
    private final Streams streams;
    private final CsvExport csv;
    private final JobLifeCycle<DatasetExportJob> steps;

    private record Exported(AvroSchema schema, DatasetType type, List<DatasetFile> files) {}

    public ExportDataset(
            Catalog catalog,
            ObjectStore objects,
            DatasetFileStore datasetFiles,
            Streams streams,
            CsvExport csv,
            InstantSource clock) {
        this.catalog = catalog;
        this.objects = objects;
        this.datasetFiles = datasetFiles;
        this.streams = streams;
        this.csv = csv;
        this.steps = new JobLifeCycle<>(catalog, DatasetExportJob.class, clock);
    }

    @Override
    public TaskName name() {
        return TaskName.EXPORT;
    }

    @Override
    public Load load() {
        return Load.TRANSFER;
    }

    @Override
    public void run(Job job) throws Exception {
        steps.run(job, begun -> export(begun, job));
    }

    private void export(DatasetExportJob begun, Job job) throws IOException, InterruptedException {
        job.progress().reach("reading what was streamed", 0);
        try (var file = ScratchFile.in(datasetFiles.drafts())) {
            streams.seal(begun.datasetArn());
            job.progress().reach("writing rows", 0.1);
            long rows = write(begun, file, job);
            job.requireGoingOn();
            job.progress().reach("storing the file", 0.9);
            var folder = S3Location.parse(begun.jobOutput().s3DataDestination().path());
            try (var content = file.content()) {
                objects.of(job.arn().account()).put(folder.resolve(begun.jobName() + ".csv"), content);
            }
            LOG.log(INFO, "{0}: {1} rows exported", job.arn(), rows);
        }
    }

    /// A removal of users can delete the files while they are read. In this case, reading restarts.
    private long write(DatasetExportJob job, ScratchFile file, Job progress) throws IOException {
        while (true) {
            var exported = exported(job);
            try (var out = file.writer()) {
                return csv.write(rows(exported, job.ingestionMode()), out, progress.stopping());
            } catch (IOException e) {
                if (exported(job).equals(exported)) {
                    throw e;
                }
            }
        }
    }

    private Exported exported(DatasetExportJob job) {
        return catalog.read(view -> {
            var dataset = view.require(Dataset.class, job.datasetArn());
            var schema = view.require(DatasetSchema.class, dataset.schemaArn());
            return new Exported(
                    AvroSchema.parse(schema.schema()),
                    DatasetType.valueOf(dataset.datasetType()),
                    view.datasetFiles().of(dataset.arn()).stream()
                            .filter(datasetFile -> isIn(job.ingestionMode(), datasetFile.origin()))
                            .toList());
        });
    }

    private static boolean isIn(IngestionMode mode, DatasetFile.Origin origin) {
        return switch (mode) {
            case BULK -> origin == DatasetFile.Origin.BULK;
            case PUT -> origin == DatasetFile.Origin.PUT;
            case ALL -> true;
        };
    }

    private CsvExport.Rows rows(Exported exported, IngestionMode mode) throws DamagedFileException {
        var sources = DatasetRows.Source.verified(exported.files(), datasetFiles);
        var query = mode == IngestionMode.ALL && !exported.type().isEvents()
                ? DatasetRows.newest(exported.schema(), exported.type(), sources)
                : DatasetRows.all(exported.schema(), exported.type(), sources);
        return new CsvExport.Rows(exported.schema(), exported.type(), query);
    }

    @Override
    public void fail(Transaction transaction, Job job, JobOutcome.Failed failure) {
        steps.fail(transaction, job, failure);
    }
}
