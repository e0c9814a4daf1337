package dev.kindred.server.task;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.kindred.server.attribution.Attributions;
import dev.kindred.server.attribution.ImportedAmounts;
import dev.kindred.server.attribution.Measure;
import dev.kindred.server.attribution.ReportRow;
import dev.kindred.server.attribution.Windows;
import dev.kindred.server.catalog.AttributedAmount;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.DatasetFile;
import dev.kindred.server.job.Job;
import dev.kindred.server.literal.Message;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetImportJob;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.resource.ImportMode;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.S3DataConfig;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.storage.ObjectStore;
import dev.kindred.server.storage.S3Location;
import dev.kindred.server.storage.ScratchFile;
import dev.kindred.server.storage.StorageException;
import dev.kindred.server.stream.DatasetRows;
import dev.kindred.server.stream.Streams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Applies the metric attribution of a dataset group to an import of interactions: writes the requested report,
/// and adds the amounts of an incremental import to the metrics endpoint. An error here does not fail the
/// import.
public final class ImportAttribution {

    private static final System.Logger LOG = System.getLogger(ImportAttribution.class.getName());

    private final Catalog catalog;
    private final ObjectStore objects;
    private final DatasetFileStore datasetFiles;
    private final Streams streams;
    private final Attributions attributions;
    private final ImportedAmounts.Bounds bounds;
    private final InstantSource clock;

    /// The result of a measurement.
    ///
    /// @param warnings warnings for the import's owner
    /// @param added adds the amounts to the metrics endpoint; run after the import is committed
    record Measured(List<Message> warnings, Runnable added) {

        private static final Measured NOTHING = new Measured(List.of(), () -> {});
    }

    /// The current items, in these dataset files.
    private record Items(Dataset dataset, AvroSchema schema, List<DatasetFile> datasetFiles) {}

    public ImportAttribution(
            Catalog catalog,
            ObjectStore objects,
            DatasetFileStore datasetFiles,
            Streams streams,
            Attributions attributions,
            ImportedAmounts.Bounds bounds,
            InstantSource clock) {
        this.catalog = catalog;
        this.objects = objects;
        this.datasetFiles = datasetFiles;
        this.streams = streams;
        this.attributions = attributions;
        this.bounds = bounds;
        this.clock = clock;
    }

    /// Computes the amounts of the rows that an import adds, and writes the report if one is requested. The
    /// report is written before the import is committed; an import that restarts overwrites it.
    ///
    /// @param file the dataset file with those rows
    Measured measure(
            Job job, DatasetImportJob imported, Dataset dataset, AvroSchema schema, DatasetFileStore.Published file)
            throws InterruptedException {
        boolean publishes = Boolean.TRUE.equals(imported.publishAttributionMetricsToS3());
        boolean shows = imported.importMode() == ImportMode.INCREMENTAL;
        if (!dataset.datasetType().equals(DatasetType.INTERACTIONS.name()) || (!publishes && !shows)) {
            return Measured.NOTHING;
        }
        var measure = catalog.read(view -> Measure.find(view, dataset.datasetGroupArn()));
        var folder = measure.map(Measure::folder).orElse(null);
        if (measure.isEmpty() || (publishes && folder == null && !shows)) {
            return publishes ? warned("the metric attribution or its S3 destination was deleted") : Measured.NOTHING;
        }
        try {
            return measure(job, imported, measure.get(), publishes ? folder : null, new Rows(schema, file));
        } catch (IOException | UncheckedIOException | StorageException e) {
            job.requireGoingOn();
            LOG.log(WARNING, job.arn() + ": the metrics of the metric attribution do not include this import", e);
            return publishes ? warned(String.valueOf(e.getMessage())) : Measured.NOTHING;
        }
    }

    private record Rows(AvroSchema schema, DatasetFileStore.Published file) {}

    private static Measured warned(String reason) {
        return new Measured(
                List.of(Message.of(
                        "The rows are imported, but the report of their metric attribution could not be written: %s. Correct this; a FULL import of the same files writes the report again."
                                .formatted(reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason))),
                () -> {});
    }

    private Measured measure(
            Job job, DatasetImportJob imported, Measure measure, @Nullable S3DataConfig folder, Rows rows)
            throws IOException, InterruptedException {
        try (var amounts = count(measure, rows)) {
            if (folder != null) {
                store(amounts, S3Location.parse(folder.path()), imported, job);
            }
            if (imported.importMode() == ImportMode.FULL) {
                return Measured.NOTHING;
            }
            List<AttributedAmount> recent =
                    amounts.since(Windows.firstAt(clock.instant().getEpochSecond()));
            return new Measured(List.of(), () -> attributions.imported(measure, recent));
        }
    }

    /// An import of items can delete their files while they are read. In this case, reading restarts.
    private ImportedAmounts count(Measure measure, Rows rows) throws IOException {
        var file = rows.file();
        var imported = new ImportedAmounts.Rows(
                rows.schema(), List.of(datasetFiles.requireWhole(file.file(), file.bytes(), file.crc32c())));
        while (true) {
            var items = measure.needsItems() ? items(measure.datasetGroup()) : Optional.<Items>empty();
            try {
                return ImportedAmounts.count(measure, imported, items.isEmpty() ? null : rowsOf(items.get()), bounds);
            } catch (IOException e) {
                if (items.equals(measure.needsItems() ? items(measure.datasetGroup()) : items)) {
                    throw e;
                }
            }
        }
    }

    private ImportedAmounts.Rows rowsOf(Items items) throws IOException {
        var sources = DatasetRows.Source.verified(items.datasetFiles(), datasetFiles);
        return new ImportedAmounts.Rows(
                items.schema(), sources.stream().map(DatasetRows.Source::file).toList());
    }

    /// The current items, including items put individually.
    private Optional<Items> items(Arn datasetGroup) {
        var found = itemsOf(datasetGroup);
        found.ifPresent(items -> streams.seal(items.dataset().arn()));
        return itemsOf(datasetGroup);
    }

    private Optional<Items> itemsOf(Arn datasetGroup) {
        return catalog.read(view ->
                view.resources().childrenOf(datasetGroup, Dataset.class, ResourceKind.DATASET).stream()
                        .filter(dataset -> dataset.datasetType().equals(DatasetType.ITEMS.name()))
                        .findFirst()
                        .map(dataset -> new Items(
                                dataset,
                                AvroSchema.parse(view.require(DatasetSchema.class, dataset.schemaArn())
                                        .schema()),
                                view.datasetFiles().of(dataset.arn()))));
    }

    private void store(ImportedAmounts amounts, S3Location folder, DatasetImportJob imported, Job job)
            throws IOException, InterruptedException {
        try (var file = ScratchFile.in(datasetFiles.drafts())) {
            long lines;
            try (var out = file.writer()) {
                lines = amounts.write(out, job.stopping());
            }
            job.requireGoingOn();
            var name = ReportRow.fileName(
                    imported.importMode().name(), imported.creationDateTime().toEpochMilli());
            try (var content = file.content()) {
                objects.of(job.arn().account()).put(folder.resolve(name), content);
            }
            LOG.log(INFO, "{0}: wrote a metric attribution report of {1} lines", job.arn(), lines);
        }
    }
}
