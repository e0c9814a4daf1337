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

/// The training snapshots of all dataset groups. A snapshot is cached in a file whose name is derived from its
/// dataset files, so a cached snapshot is never used for other dataset files. Older snapshots are removed.
public final class Snapshots {

    private static final System.Logger LOG = System.getLogger(Snapshots.class.getName());
    private final Catalog catalog;
    private final DatasetFileStore datasetFiles;
    private final DerivedFiles files;
    private final long memoryBytes;
    private final int threads;
    private final ConcurrentHashMap<Key, Opened> opened = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Key, Object> locks = new ConcurrentHashMap<>();

    /// The events of a dataset group of one type.
    private record Key(Arn datasetGroup, DatasetType type) {}

    private record Opened(String name, Snapshot snapshot) {}

    /// Creates the cache.
    ///
    /// @param memoryBytes DuckDB's memory limit; a build uses 20 bytes per interaction in addition
    public Snapshots(
            Catalog catalog, DatasetFileStore datasetFiles, DerivedFiles files, long memoryBytes, int threads) {
        this.catalog = catalog;
        this.datasetFiles = datasetFiles;
        this.files = files;
        this.memoryBytes = memoryBytes;
        this.threads = threads;
    }

    /// Returns the snapshot of the current dataset files of the Interactions dataset, or an empty one if there
    /// is no such dataset. It excludes events streamed since the last sealing. A snapshot that is not cached is
    /// built, which can take minutes.
    ///
    /// @throws IOException if a dataset file is missing or damaged, or the snapshot cannot be built
    public Snapshot current(Arn datasetGroup) throws IOException {
        return current(datasetGroup, DatasetType.INTERACTIONS);
    }

    /// Returns the snapshot of the current dataset files of a dataset of events. The items of a snapshot of
    /// action interactions are the actions.
    ///
    /// @throws IOException if a dataset file is missing or damaged, or the snapshot cannot be built
    public Snapshot current(Arn datasetGroup, DatasetType type) throws IOException {
        synchronized (lockOf(new Key(datasetGroup, type))) { // a waiting thread reads the newest files
            return StoredDatasets.reading(catalog, datasetGroup, stored -> of(stored, type));
        }
    }

    /// Returns the snapshot of the dataset files in `stored`.
    ///
    /// @param type the type of a dataset of events
    /// @throws IOException if a dataset file is missing or damaged, or the snapshot cannot be built
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
            LOG.log(WARNING, "The snapshot " + file.get() + " is rebuilt: " + e.getMessage());
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

    /// A folder contains one snapshot: that of item interactions is in the group's folder, others in subfolders.
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

    /// Removes the cached snapshots of a deleted dataset group.
    public void drop(Arn datasetGroup) {
        opened.keySet().removeIf(key -> key.datasetGroup().equals(datasetGroup));
        try {
            files.removeFolder(folderOf(datasetGroup));
        } catch (IOException e) {
            LOG.log(WARNING, "Cannot remove the snapshots of " + datasetGroup + ": delete them manually", e);
        }
    }

    private static String folderOf(Arn group) {
        return String.join("/", group.account(), group.region(), group.rest());
    }
}
