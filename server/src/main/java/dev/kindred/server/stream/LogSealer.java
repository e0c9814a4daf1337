package dev.kindred.server.stream;

import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.DatasetFile;
import dev.kindred.server.ingest.DatasetFileWriter;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.storage.DatasetFileStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Makes dataset files of the complete parts of logs. The name of the file identifies the part, so that an interrupted
/// sealing neither loses nor repeats a record.
final class LogSealer {

    private static final System.Logger LOG = System.getLogger(LogSealer.class.getName());

    private final Catalog catalog;
    private final DatasetFileStore datasetFiles;
    private final Streams.Milestones milestones;
    private final InstantSource clock;

    LogSealer(Catalog catalog, DatasetFileStore datasetFiles, Streams.Milestones milestones, InstantSource clock) {
        this.catalog = catalog;
        this.datasetFiles = datasetFiles;
        this.milestones = milestones;
        this.clock = clock;
    }

    /// Seals the log of a dataset, and returns whether a dataset file was added. The caller ensures that one
    /// thread at a time seals the log.
    boolean seal(Dataset dataset, DatasetLog log, SealObserver observer) {
        try {
            int part = log.closePart();
            if (part == 0) {
                return false;
            }
            milestones.passed(dataset.arn(), Streams.Milestone.PART_COMPLETE);
            boolean isData = publish(dataset, log, part, observer);
            log.dropUpTo(part);
            milestones.passed(dataset.arn(), Streams.Milestone.PARTS_DROPPED);
            return isData;
        } catch (IOException e) {
            throw new UncheckedIOException("the streamed records of " + dataset.arn() + " stay in their log", e);
        }
    }

    private boolean publish(Dataset dataset, DatasetLog log, int part, SealObserver observer) throws IOException {
        var arn = dataset.arn();
        var schema = AvroSchema.parse(catalog.read(view -> view.require(DatasetSchema.class, dataset.schemaArn()))
                .schema());
        var name = String.join("/", arn.account(), arn.region(), arn.rest(), SealedPart.name(part));
        var sealing = observer.begin(dataset);
        try (var draft = datasetFiles.begin(name)) {
            long rows = write(schema, log, part, draft, sealing);
            milestones.passed(arn, Streams.Milestone.ROWS_WRITTEN);
            var file = draft.publish();
            milestones.passed(arn, Streams.Milestone.SEGMENT_PUBLISHED);
            boolean isData = commit(dataset, rows, file, sealing);
            if (!isData) {
                datasetFiles.delete(file.file());
                return false;
            }
            milestones.passed(arn, Streams.Milestone.COMMITTED);
            LOG.log(INFO, "{0}: {1} streamed records are in a dataset file now", arn, rows);
            return true;
        }
    }

    private static long write(
            AvroSchema schema, DatasetLog log, int part, DatasetFileStore.Draft draft, SealObserver.Sealing sealing)
            throws IOException {
        var type = schema.findDatasetType().orElseThrow();
        try (var out = draft.open();
                var writer = new DatasetFileWriter(out, schema, StreamedColumns.hidden(type))) {
            log.read(part, record -> {
                sealing.add(record);
                try {
                    writer.add(StreamedColumns.cells(schema, type, record));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return writer.finish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Adds the file to the dataset, unless the dataset was deleted meanwhile.
    private boolean commit(Dataset dataset, long rows, DatasetFileStore.Published file, SealObserver.Sealing sealing) {
        return catalog.write(transaction -> {
            var present = transaction.find(Dataset.class, dataset.arn());
            if (present.isEmpty() || !present.get().creationDateTime().equals(dataset.creationDateTime())) {
                return false;
            }
            var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            transaction
                    .datasetFiles()
                    .add(
                            dataset.arn(),
                            DatasetFile.Origin.PUT,
                            new DatasetFile.Content(file.file(), rows, file.bytes(), file.crc32c()),
                            now);
            sealing.commit(transaction);
            return true;
        });
    }
}
