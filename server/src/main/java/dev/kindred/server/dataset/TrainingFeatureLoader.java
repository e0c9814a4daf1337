package dev.kindred.server.dataset;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.dataset.TrainingFeatures.Actions;
import dev.kindred.server.dataset.table.AttributeLoader;
import dev.kindred.server.dataset.table.ItemRows;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.snapshot.Snapshots;
import dev.kindred.server.snapshot.StoredDataset;
import dev.kindred.server.snapshot.StoredDatasets;
import java.io.IOException;
import java.util.Set;

/// Reads the data of a training from the dataset files of a dataset group.
public final class TrainingFeatureLoader {

    private final Catalog catalog;
    private final Snapshots snapshots;
    private final AttributeLoader tables;

    public TrainingFeatureLoader(Catalog catalog, Snapshots snapshots, AttributeLoader tables) {
        this.catalog = catalog;
        this.snapshots = snapshots;
        this.tables = tables;
    }

    /// Reads the current dataset files of a dataset group. They exclude streamed records that are not sealed.
    ///
    /// @param types of the datasets to read besides the interactions with items
    /// @throws IOException if a dataset file is damaged or cannot be read
    public TrainingFeatures load(Arn datasetGroup, Set<DatasetType> types) throws IOException {
        return StoredDatasets.reading(catalog, datasetGroup, stored -> load(stored, types));
    }

    private TrainingFeatures load(StoredDatasets stored, Set<DatasetType> types) throws IOException {
        return new TrainingFeatures(
                stored,
                snapshots.of(stored, DatasetType.INTERACTIONS),
                tables.items(wanted(stored, DatasetType.ITEMS, types), new ItemRows()),
                tables.users(wanted(stored, DatasetType.USERS, types)),
                types.contains(DatasetType.ACTIONS) ? actions(stored) : null);
    }

    private Actions actions(StoredDatasets stored) throws IOException {
        return new Actions(
                snapshots.of(stored, DatasetType.ACTION_INTERACTIONS),
                tables.actions(stored.of(DatasetType.ACTIONS), new ItemRows()));
    }

    private static StoredDataset wanted(StoredDatasets stored, DatasetType type, Set<DatasetType> types) {
        return types.contains(type) ? stored.of(type) : StoredDataset.none(type);
    }
}
