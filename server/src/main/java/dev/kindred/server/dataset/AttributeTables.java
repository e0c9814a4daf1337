package dev.kindred.server.dataset;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.dataset.table.AttributeLoader;
import dev.kindred.server.dataset.table.ItemRows;
import dev.kindred.server.dataset.table.LiveActions;
import dev.kindred.server.dataset.table.LiveItems;
import dev.kindred.server.dataset.table.LiveUsers;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.snapshot.StoredDataset;
import dev.kindred.server.snapshot.StoredDatasets;
import dev.kindred.server.stream.SealedPart;
import dev.kindred.server.stream.StreamListener;
import dev.kindred.server.stream.StreamedRow;
import dev.kindred.server.stream.Streams;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Loads the tables of items, users and actions from their dataset files, and keeps them current with streamed
/// records.
public final class AttributeTables {

    /// The attempts to load files that concurrent commits replace. Taste.
    private static final int ATTEMPTS = 5;

    private final Catalog catalog;
    private final Streams streams;
    private final AttributeLoader loader;
    private final ConcurrentHashMap<Arn, StreamListener> listeners = new ConcurrentHashMap<>();

    public AttributeTables(Catalog catalog, Streams streams, AttributeLoader loader) {
        this.catalog = catalog;
        this.streams = streams;
        this.loader = loader;
    }

    /// Returns the items of a dataset, kept current; an empty table if the dataset is null.
    LiveItems items(@Nullable Dataset dataset, ItemRows rows) throws IOException {
        if (dataset == null) {
            return loader.items(StoredDataset.none(DatasetType.ITEMS), rows);
        }
        return load(dataset, stored -> loader.items(stored, rows), LiveItems::put);
    }

    /// Returns the actions of a dataset, kept current; an empty table if the dataset is null.
    LiveActions actions(@Nullable Dataset dataset, ItemRows rows) throws IOException {
        if (dataset == null) {
            return loader.actions(StoredDataset.none(DatasetType.ACTIONS), rows);
        }
        return load(dataset, stored -> loader.actions(stored, rows), LiveActions::put);
    }

    /// Returns the users of a dataset, kept current; an empty table if the dataset is null.
    LiveUsers users(@Nullable Dataset dataset) throws IOException {
        if (dataset == null) {
            return loader.users(StoredDataset.none(DatasetType.USERS));
        }
        return load(dataset, loader::users, LiveUsers::put);
    }

    /// Drops the listener of a deleted dataset.
    void forget(Arn dataset) {
        listeners.remove(dataset);
    }

    private interface Put<T> {
        void put(T table, String id, Map<String, ?> values);
    }

    private interface Loading<T> {
        T load(StoredDataset stored) throws IOException;
    }

    /// Loads a table from its dataset files and subscribes it to the log, which continues where the files end.
    /// The load is repeated if a sealing moves that position, or an import removes the files, meanwhile.
    private <T> T load(Dataset dataset, Loading<T> loading, Put<T> put) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var stored = catalog.read(view -> StoredDatasets.of(view, dataset));
            T table;
            try {
                table = loading.load(stored);
            } catch (IOException e) {
                if (stored.files()
                        .equals(catalog.read(view -> view.datasetFiles().of(dataset.arn())))) {
                    throw e;
                }
                continue; // an import removed the files
            }
            StreamListener listener = (_, record) -> {
                if (record instanceof StreamedRow row) {
                    put.put(table, row.id(), row.properties());
                }
            };
            if (streams.subscribe(dataset, SealedPart.in(stored.files()), listener)) {
                var replaced = listeners.put(dataset.arn(), listener);
                if (replaced != null) {
                    streams.unsubscribe(dataset, replaced);
                }
                return table;
            }
        }
        throw new IOException(
                "the records put into %s are sealed faster than they can be read".formatted(dataset.arn()));
    }
}
