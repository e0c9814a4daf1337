package dev.kindred.server.snapshot;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.storage.DerivedFiles;
import dev.kindred.server.stream.DatasetRows;
import dev.kindred.server.stream.SealedPart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The training snapshots of all dataset groups. A snapshot is cached in a file whose name is derived from
/// the dataset files that it was made of, so that it can never be taken for that of others; older ones are removed.
public final class Snapshots {

    private static final System.Logger LOG = System.getLogger(Snapshots.class.getName());
    private final Catalog catalog;
    private final DatasetFileStore datasetFiles;
    private final DerivedFiles files;
    private final long memoryBytes;
    private final int threads;
    private final ConcurrentHashMap<Key, Opened> opened = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Key, Object> locks = new ConcurrentHashMap<>();

    /// A dataset group's events of a kind.
    private record Key(Arn datasetGroup, DatasetType type) {}

    private record Opened(String name, Snapshot snapshot) {}

    /// Sets the bounds of the work.
    ///
    /// @param memoryBytes what DuckDB may hold in memory; 20 bytes an interaction come on top
    public Snapshots(
            Catalog catalog, DatasetFileStore datasetFiles, DerivedFiles files, long memoryBytes, int threads) {
        this.catalog = catalog;
        this.datasetFiles = datasetFiles;
        this.files = files;
        this.memoryBytes = memoryBytes;
        this.threads = threads;
    }

    /// Returns the snapshot of the dataset files that the Interactions dataset has now, or an empty one where
    /// there is no such dataset. Events streamed since the last sealing are not in it. A snapshot that is not
    /// cached is made first, which can take long.
    ///
    /// @throws IOException if a dataset file is missing or damaged, or the snapshot cannot be made
    public Snapshot current(Arn datasetGroup) throws IOException {
        return current(datasetGroup, DatasetType.INTERACTIONS);
    }

    /// Returns the same of the dataset of events of that type. In a snapshot of action interactions the items are the
    /// actions.
    ///
    /// @throws IOException if a dataset file is missing or damaged, or the snapshot cannot be made
    public Snapshot current(Arn datasetGroup, DatasetType type) throws IOException {
        synchronized (lockOf(new Key(datasetGroup, type))) { // whoever waits then sees the newest files
            return StoredDatasets.reading(catalog, datasetGroup, stored -> of(stored, type));
        }
    }

    /// Returns the snapshot of exactly the dataset files of `stored`.
    ///
    /// @param type of events
    /// @throws IOException if a dataset file is missing or damaged, or the snapshot cannot be made
    public Snapshot of(StoredDatasets stored, DatasetType type) throws IOException {
        var key = new Key(stored.datasetGroup(), type);
        synchronized (lockOf(key)) {
            return current(key, stored.of(type));
        }
    }

    private Object lockOf(Key key) {
        return locks.computeIfAbsent(key, _ -> new Object());
    }

    private Snapshot current(Key key, StoredDataset stored) throws IOException {
        var name = nameOf(key, stored);
        var known = opened.get(key);
        if (known != null && known.name().equals(name)) {
            return known.snapshot();
        }
        var snapshot = findCached(name);
        if (snapshot == null) {
            snapshot = make(key, stored, name);
        }
        opened.put(key, new Opened(name, snapshot));
        files.keepOnly(name);
        return snapshot;
    }

    private @Nullable Snapshot findCached(String name) {
        var file = files.find(name);
        if (file.isEmpty()) {
            return null;
        }
        try {
            return Snapshot.open(file.get());
        } catch (IOException e) {
            LOG.log(WARNING, "The snapshot " + file.get() + " is made again: " + e.getMessage());
            return null;
        }
    }

    private Snapshot make(Key key, StoredDataset stored, String name) throws IOException {
        long began = System.nanoTime();
        var scratch = files.scratch();
        try {
            var draft = scratch.resolve("snapshot");
            var sources = DatasetRows.Source.verified(stored.files(), datasetFiles);
            new SnapshotBuilder(stored.schema(), key.type(), scratch, memoryBytes, threads)
                    .write(sources, SealedPart.in(stored.files()), draft);
            var snapshot = Snapshot.open(files.publish(draft, name));
            LOG.log(
                    INFO,
                    "{0}: {1} {2} of {3} users and {4} items or actions are ready for training after {5} ms",
                    key.datasetGroup(),
                    snapshot.size(),
                    key.type(),
                    snapshot.users().size(),
                    snapshot.items().size(),
                    (System.nanoTime() - began) / 1_000_000);
            return snapshot;
        } finally {
            files.discard(scratch);
        }
    }

    /// A folder holds one file: that of the interactions with items lies in the group's own, others one below.
    private static String nameOf(Key key, StoredDataset stored) {
        var crc = new CRC32C();
        long last = 0;
        for (var file : stored.files()) {
            crc.update((file.seq() + " " + file.file() + "\n").getBytes(StandardCharsets.UTF_8));
            last = file.seq();
        }
        crc.update(stored.schema().toText().getBytes(StandardCharsets.UTF_8));
        return "%s/%s-v%d-%d-%08x.kindred"
                .formatted(
                        folderOf(key.datasetGroup()),
                        key.type() == DatasetType.INTERACTIONS ? "interactions" : "actions/interactions",
                        Snapshot.VERSION,
                        last,
                        crc.getValue());
    }

    /// Forgets a dataset group that has gone from the catalog, and removes its files.
    public void drop(Arn datasetGroup) {
        opened.keySet().removeIf(key -> key.datasetGroup().equals(datasetGroup));
        try {
            files.removeFolder(folderOf(datasetGroup));
        } catch (IOException e) {
            LOG.log(WARNING, "The snapshots of " + datasetGroup + " cannot be removed: delete them by hand", e);
        }
    }

    private static String folderOf(Arn group) {
        return String.join("/", group.account(), group.region(), group.rest());
    }
}
