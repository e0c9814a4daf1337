package dev.kindred.server.snapshot;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/// The datasets of a dataset group with their schemas and dataset files, as of one read of the catalog.
/// Everything read from the files of one value is consistent.
public record StoredDatasets(Arn datasetGroup, Map<DatasetType, StoredDataset> byType) {

    /// The attempts to read dataset files. Every retry follows a concurrent import in FULL mode that removed
    /// files. Taste.
    private static final int ATTEMPTS = 20;

    /// Reads the datasets of a dataset group.
    public static StoredDatasets of(CatalogView view, Arn datasetGroup) {
        var byType = new EnumMap<DatasetType, StoredDataset>(DatasetType.class);
        for (var dataset : view.resources().childrenOf(datasetGroup, Dataset.class, ResourceKind.DATASET)) {
            byType.put(DatasetType.valueOf(dataset.datasetType()), of(view, dataset));
        }
        return new StoredDatasets(datasetGroup, byType);
    }

    /// Reads one dataset.
    public static StoredDataset of(CatalogView view, Dataset dataset) {
        var schema = view.require(DatasetSchema.class, dataset.schemaArn()).schema();
        return new StoredDataset(
                dataset, AvroSchema.parse(schema), view.datasetFiles().of(dataset.arn()));
    }

    /// A function of dataset files.
    @FunctionalInterface
    public interface Reading<T> {
        T read(StoredDatasets stored) throws IOException;
    }

    /// Returns the result of `reading` for the current dataset files of a dataset group. The reading is retried
    /// with the new files if an import removes files meanwhile.
    ///
    /// @throws IOException if the files cannot be read
    public static <T> T reading(Catalog catalog, Arn datasetGroup, Reading<T> reading) throws IOException {
        for (int attempt = 1; ; attempt++) {
            var stored = catalog.read(view -> of(view, datasetGroup));
            try {
                return reading.read(stored);
            } catch (IOException e) {
                if (attempt == ATTEMPTS
                        || catalog.read(view -> of(view, datasetGroup)).equals(stored)) {
                    throw e;
                }
            }
        }
    }

    /// Returns the dataset of a type, or one without rows and columns if the group has none.
    public StoredDataset of(DatasetType type) {
        var stored = byType.get(type);
        return stored == null ? StoredDataset.none(type) : stored;
    }
}
