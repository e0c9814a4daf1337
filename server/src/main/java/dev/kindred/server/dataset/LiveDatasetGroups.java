package dev.kindred.server.dataset;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogChange;
import dev.kindred.server.catalog.ChangeFeed;
import dev.kindred.server.catalog.DatasetFile;
import dev.kindred.server.dataset.history.Histories;
import dev.kindred.server.dataset.table.ItemRows;
import dev.kindred.server.filter.FilterSchema;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.snapshot.Snapshots;
import dev.kindred.server.snapshot.StoredDatasets;
import dev.kindred.server.stream.Streams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The live data of dataset groups. A group's data are loaded at the first request for them, and reloaded after
/// an import, a sealing or a change of schema. Requests use the previous data until the new data are loaded.
public final class LiveDatasetGroups implements ChangeFeed.Follower, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LiveDatasetGroups.class.getName());

    /// The attempts to load data that concurrent commits change. Taste.
    private static final int ATTEMPTS = 5;

    private final Catalog catalog;
    private final Snapshots snapshots;
    private final Streams streams;
    private final AttributeTables tables;
    private final ConcurrentHashMap<Arn, LiveDatasetGroup> groups = new ConcurrentHashMap<>();
    private final ChangeFeed.Following following;

    /// Creates an empty collection that follows the catalog's changes.
    public LiveDatasetGroups(Catalog catalog, Snapshots snapshots, Streams streams, AttributeTables tables) {
        this.catalog = catalog;
        this.snapshots = snapshots;
        this.streams = streams;
        this.tables = tables;
        following = catalog.feed().follow("live-data", this);
    }

    /// Returns the live data of a dataset group, and loads them at the first call.
    ///
    /// @throws IOException if they cannot be read
    public LiveDatasetGroup of(Arn datasetGroup) throws IOException {
        var known = groups.get(datasetGroup);
        try {
            return known == null ? load(datasetGroup) : known;
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private synchronized LiveDatasetGroup load(Arn datasetGroup) throws IOException {
        var known = groups.get(datasetGroup);
        if (known != null) {
            return known;
        }
        var stored = stored(datasetGroup);
        var rows = new ItemRows();
        var actionRows = new ItemRows();
        var group = new LiveDatasetGroup(
                datasetGroup,
                rows,
                new LiveDatasetGroup.State(
                        new Histories(snapshots.current(datasetGroup), rows),
                        null,
                        tables.items(stored.of(DatasetType.ITEMS).dataset(), rows),
                        tables.users(stored.of(DatasetType.USERS).dataset()),
                        schema(stored)),
                new ActionData(
                        actionRows,
                        tables.actions(stored.of(DatasetType.ACTIONS).dataset(), actionRows)),
                this::refreshSchema);
        takeHistories(group, stored);
        takeActionHistories(group, stored);
        groups.put(datasetGroup, group);
        return group;
    }

    @Override
    public void changed(CatalogChange change) {
        for (var arn : change.resources()) {
            switch (arn.type()) {
                case "dataset" -> datasetChanged(arn);
                case "dataset-group" -> forgetIfGone(arn);
                default -> {}
            }
        }
    }

    @Override
    public void anythingChanged() {
        for (var group : groups.keySet()) {
            forgetIfGone(group);
            for (var type : DatasetType.values()) {
                datasetChanged(new Arn(
                        group.partition(),
                        group.region(),
                        group.account(),
                        "dataset",
                        group.rest() + "/" + type.name()));
            }
        }
    }

    private void datasetChanged(Arn dataset) {
        int slash = dataset.rest().indexOf('/');
        var group = new Arn(
                dataset.partition(),
                dataset.region(),
                dataset.account(),
                "dataset-group",
                dataset.rest().substring(0, slash));
        var type = DatasetType.valueOf(dataset.rest().substring(slash + 1));
        var before = segmentsOf(dataset);
        if (catalog.read(view -> view.find(dataset)).isEmpty()) {
            tables.forget(dataset);
        }
        try {
            refresh(group, type);
        } catch (IOException | RuntimeException e) {
            if (segmentsOf(dataset).equals(before)) {
                LOG.log(ERROR, dataset + " changed and cannot be read: requests use the previous data", e);
            } else {
                LOG.log(INFO, "{0} changed during its load and is loaded again", dataset); // that change is in the feed
            }
        }
    }

    private List<DatasetFile> segmentsOf(Arn dataset) {
        return catalog.read(view -> view.datasetFiles().of(dataset));
    }

    /// Waits for a concurrent load of the group, which can have read the data before the change.
    private synchronized void refresh(Arn datasetGroup, DatasetType type) throws IOException {
        var group = groups.get(datasetGroup);
        if (group != null) { // a group that is not loaded yet will be loaded with the change
            take(group, Set.of(type));
        }
    }

    private synchronized void refreshSchema(LiveDatasetGroup group) {
        try {
            if (!group.hasSchema(schema(stored(group.arn())))) {
                take(group, EnumSet.allOf(DatasetType.class));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forgetIfGone(Arn datasetGroup) {
        if (!catalog.read(view -> view.find(datasetGroup)).isPresent()) {
            groups.remove(datasetGroup);
            snapshots.drop(datasetGroup);
        }
    }

    private void take(LiveDatasetGroup group, Set<DatasetType> types) throws IOException {
        var stored = stored(group.arn());
        if (types.contains(DatasetType.INTERACTIONS)) {
            takeHistories(group, stored);
        }
        if (types.contains(DatasetType.ITEMS)) {
            group.take(tables.items(stored.of(DatasetType.ITEMS).dataset(), group.rows()));
        }
        if (types.contains(DatasetType.USERS)) {
            group.take(tables.users(stored.of(DatasetType.USERS).dataset()));
        }
        if (types.contains(DatasetType.ACTIONS)) {
            var actions = group.actions();
            actions.take(tables.actions(stored.of(DatasetType.ACTIONS).dataset(), actions.rows()));
        }
        if (types.contains(DatasetType.ACTION_INTERACTIONS)) {
            takeActionHistories(group, stored);
        }
        group.take(schema(stored));
    }

    private StoredDatasets stored(Arn datasetGroup) {
        return catalog.read(view -> StoredDatasets.of(view, datasetGroup));
    }

    private static FilterSchema schema(StoredDatasets stored) {
        var schemas = new EnumMap<DatasetType, AvroSchema>(DatasetType.class);
        stored.byType().forEach((type, dataset) -> schemas.put(type, dataset.schema()));
        return new FilterSchema(schemas);
    }

    private void takeHistories(LiveDatasetGroup group, StoredDatasets stored) throws IOException {
        takeHistories(group.arn(), DatasetType.INTERACTIONS, stored, group);
    }

    /// Most groups have no such dataset and need no snapshot of it.
    private void takeActionHistories(LiveDatasetGroup group, StoredDatasets stored) throws IOException {
        var type = DatasetType.ACTION_INTERACTIONS;
        if (stored.of(type).dataset() != null || group.actions().hasHistories()) {
            takeHistories(group.arn(), type, stored, group.actions());
        }
    }

    /// Takes a snapshot and subscribes to the log, which continues where the snapshot ends. Both are repeated if
    /// a sealing moves that position meanwhile.
    private void takeHistories(Arn group, DatasetType type, StoredDatasets stored, HistoryHolder holder)
            throws IOException {
        var dataset = stored.of(type).dataset();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var snapshot = snapshots.current(group, type);
            if (holder.hasHistoriesOf(dataset)) {
                holder.rebase(snapshot);
                return;
            }
            var histories = holder.begin(snapshot);
            if (dataset == null || streams.subscribe(dataset, snapshot.sealedPart(), histories)) {
                holder.take(histories, dataset);
                return;
            }
        }
        throw new IOException("the events of " + group + " are sealed faster than they can be read");
    }

    /// Stops following the catalog.
    @Override
    public void close() {
        following.close();
    }
}
