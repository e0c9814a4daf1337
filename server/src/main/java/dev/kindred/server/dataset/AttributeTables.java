package dev.kindred.server.dataset;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.DatasetFile;
import dev.kindred.server.dataset.table.AttributeLoader;
import dev.kindred.server.dataset.table.DamagedDatasetFileException;
import dev.kindred.server.dataset.table.ItemRows;
import dev.kindred.server.dataset.table.LiveActions;
import dev.kindred.server.dataset.table.LiveItems;
import dev.kindred.server.dataset.table.LiveUsers;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.stream.SealedPart;
import dev.kindred.server.stream.StreamListener;
import dev.kindred.server.stream.StreamedRow;
import dev.kindred.server.stream.Streams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Loads the tables of items, users and actions from their segments, and lets them hear of what is streamed since.
public final class AttributeTables {

    private static final int ATTEMPTS = 5;
    private static final AvroSchema NO_ITEMS = new AvroSchema("Items", List.of());
    private static final AvroSchema NO_ACTIONS = new AvroSchema("Actions", List.of());
    private static final AvroSchema NO_USERS = new AvroSchema("Users", List.of());

    private final Catalog catalog;
    private final Streams streams;
    private final AttributeLoader loader;
    private final ConcurrentHashMap<Arn, StreamListener> listeners = new ConcurrentHashMap<>();

    private record Stored(AvroSchema schema, List<DatasetFile> segments) {}

    public AttributeTables(Catalog catalog, Streams streams, AttributeLoader loader) {
        this.catalog = catalog;
        this.streams = streams;
        this.loader = loader;
    }

    /// Returns the items of a dataset as they are now and will be; none if it is null.
    LiveItems items(@Nullable Dataset dataset, ItemRows rows) throws IOException {
        if (dataset == null) {
            return loader.items(NO_ITEMS, List.of(), rows);
        }
        return load(dataset, (schema, segments) -> loader.items(schema, segments, rows), LiveItems::put);
    }

    /// Returns the actions of a dataset as they are now and will be; none if it is null.
    LiveActions actions(@Nullable Dataset dataset, ItemRows rows) throws IOException {
        if (dataset == null) {
            return loader.actions(NO_ACTIONS, List.of(), rows);
        }
        return load(dataset, (schema, segments) -> loader.actions(schema, segments, rows), LiveActions::put);
    }

    /// Returns the users of a dataset as they are now and will be; none if it is null.
    LiveUsers users(@Nullable Dataset dataset) throws IOException {
        if (dataset == null) {
            return loader.users(NO_USERS, List.of());
        }
        return load(dataset, loader::users, LiveUsers::put);
    }

    /// Lets go of what was loaded of a dataset that is gone.
    void forget(Arn dataset) {
        listeners.remove(dataset);
    }

    private interface Put<T> {
        void put(T table, String id, Map<String, ?> values);
    }

    /// The log's records go on where the segments end; if a sealing has moved that meanwhile, all begins again.
    private <T> T load(Dataset dataset, BiFunction<AvroSchema, List<DatasetFile>, T> loading, Put<T> put)
            throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var stored = catalog.read(view -> new Stored(
                    AvroSchema.parse(view.require(DatasetSchema.class, dataset.schemaArn())
                            .schema()),
                    view.datasetFiles().of(dataset.arn())));
            T table;
            try {
                table = loading.apply(stored.schema(), stored.segments());
            } catch (DamagedDatasetFileException | UncheckedIOException e) {
                if (stored.segments()
                        .equals(catalog.read(view -> view.datasetFiles().of(dataset.arn())))) {
                    throw new IOException(e.getMessage(), e);
                }
                continue; // an import took the files away while they were read
            }
            StreamListener listener = (_, record) -> {
                if (record instanceof StreamedRow row) {
                    put.put(table, row.id(), row.properties());
                }
            };
            if (streams.subscribe(dataset, SealedPart.in(stored.segments()), listener)) {
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
