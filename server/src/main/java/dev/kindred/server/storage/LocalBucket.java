package dev.kindred.server.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One bucket of the local store: `data/` and `sidecars/` below its folder, with the same path for the same key,
/// and `bucket.json`, whose presence makes the bucket exist. The index is read from the sidecars at its first
/// use.
///
/// Lock order: the lock of the bucket, then one stripe of keys. A key's stripe is held while its two files
/// change or are opened.
final class LocalBucket {

    /// Locks that keys share by hash. Taste.
    private static final int STRIPES = 64;

    private final String name;
    private final Birth birth;
    private final Path folder;
    private final BucketFiles files;
    private final StagingArea staging;
    private final BucketSettings settings;

    private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();
    private final ReentrantReadWriteLock[] stripes = IntStream.range(0, STRIPES)
            .mapToObj(_ -> new ReentrantReadWriteLock())
            .toArray(ReentrantReadWriteLock[]::new);
    private final ReentrantLock loading = new ReentrantLock();

    /// The objects that a failed call left between the two renames of a publication, by key.
    private final Map<String, StagedObject> interrupted = new ConcurrentHashMap<>();

    /// Written under `loading`, read without a lock.
    private volatile @Nullable BucketIndex index;

    @GuardedBy("life")
    private boolean isDeleted;

    LocalBucket(String name, Birth birth, Path folder, StagingArea staging) {
        this.name = name;
        this.birth = birth;
        this.folder = folder;
        this.files = new BucketFiles(folder);
        this.staging = staging;
        this.settings = new BucketSettings(folder, staging);
    }

    /// The content of `bucket.json`.
    ///
    /// @param region the region it was created in, or null where none was named
    /// @param owner the account that created it, or null for the store's default owner
    record Birth(
            Instant created,
            @Nullable String region,
            @Nullable String owner) {

        Birth {
            Objects.requireNonNull(created);
        }
    }

    String name() {
        return name;
    }

    Birth birth() {
        return birth;
    }

    /// Returns the documents of the bucket's sub-resources by name.
    Map<String, String> settings() throws IOException {
        return settings.all();
    }

    /// Replaces the document of a sub-resource, or removes it if `document` is empty.
    void set(String setting, Optional<String> document) throws IOException {
        life.readLock().lock();
        try {
            requireAlive();
            settings.set(setting, document);
        } finally {
            life.readLock().unlock();
        }
    }

    static Path birthFile(Path folder) {
        return folder.resolve("bucket.json");
    }

    private Path data(String key) {
        return files.data(key);
    }

    private Path sidecar(String key) {
        return files.sidecar(key);
    }

    /// Publishes the sidecar of an object whose data were published before a crash. No later sidecar exists: the next
    /// change of the object would have forced the note's removal first.
    void finish(Sidecar interrupted, Path note) throws IOException {
        publish(note, sidecar(interrupted.object().summary().key()));
    }

    /// Finishes the publication of an object that a failed call interrupted between its two renames.
    private void settle(String key) throws IOException {
        if (!interrupted.containsKey(key)) {
            return;
        }
        var lock = stripe(key).writeLock();
        lock.lock();
        try {
            var staged = interrupted.get(key);
            if (staged != null && Files.exists(staged.note()) && !Files.exists(staged.data())) {
                publish(staged.note(), sidecar(key));
            }
            interrupted.remove(key);
        } finally {
            lock.unlock();
        }
    }

    private ObjectRecord recordOf(String key) throws DamagedRecordException {
        Path file = sidecar(key);
        var stored = JsonFile.read(file, Sidecar.class).object();
        if (!stored.summary().key().equals(key)) {
            throw new DamagedRecordException(file, "it describes another object", null);
        }
        return stored;
    }

    Listing list(ListQuery query) {
        return index().list(query);
    }

    Optional<ObjectSummary> find(String key) {
        return index().find(key);
    }

    Optional<OpenObject> open(String key) throws IOException {
        settle(key);
        var lock = stripe(key).readLock();
        lock.lock();
        try {
            if (find(key).isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(open(recordOf(key), data(key)));
        } finally {
            lock.unlock();
        }
    }

    private static OpenObject open(ObjectRecord stored, Path data) throws IOException {
        if (!Files.isRegularFile(data, LinkOption.NOFOLLOW_LINKS)) {
            throw new DamagedRecordException(data, "it does not exist", null);
        }
        var channel = FileChannel.open(data, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        long expected = stored.summary().size();
        if (channel.size() != expected) {
            channel.close();
            throw new DamagedRecordException(data, "its size is not %,d bytes".formatted(expected), null);
        }
        return new OpenObject(stored, channel);
    }

    Optional<ObjectRecord> findRecord(String key) throws IOException {
        settle(key);
        var lock = stripe(key).readLock();
        lock.lock();
        try {
            return find(key).isEmpty() ? Optional.empty() : Optional.of(recordOf(key));
        } finally {
            lock.unlock();
        }
    }

    /// Publishes `staged` as the object that `stored` describes, if `precondition` holds for the existing one.
    void publish(StagedObject staged, ObjectRecord stored, Precondition precondition) throws IOException {
        String key = stored.summary().key();
        life.readLock().lock();
        try {
            requireAlive();
            var lock = stripe(key).writeLock();
            lock.lock();
            try {
                settle(key);
                precondition.require(find(key));
                staging.announce(staged, new Sidecar(name, stored));
                publish(staged, stored.summary());
            } finally {
                lock.unlock();
            }
        } finally {
            life.readLock().unlock();
        }
    }

    private void publish(StagedObject staged, ObjectSummary summary) throws IOException {
        var key = summary.key();
        interrupted.put(key, staged);
        try {
            publish(staged.data(), data(key));
        } finally {
            if (!Files.exists(staged.data())) { // renamed, even if the call failed after that
                index().put(summary);
            }
        }
        publish(staged.note(), sidecar(key));
        interrupted.remove(key);
    }

    /// Publishes a file of an object. No key has a path that is a folder, so a folder there is damage.
    private static void publish(Path from, Path to) throws IOException {
        if (Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
            DurableFiles.deleteTree(to);
        }
        DurableFiles.publish(from, to);
    }

    /// Replaces the settings of an existing object by the result of `next`.
    void setOfObject(String key, UnaryOperator<Map<String, String>> next) throws IOException {
        var lock = stripe(key).writeLock();
        lock.lock();
        try {
            settle(key);
            if (find(key).isEmpty()) {
                throw new StorageException.ObjectMissing(name, key);
            }
            var stored = recordOf(key);
            var changed = stored.withSettings(next.apply(stored.settings()));
            if (changed.equals(stored)) {
                return;
            }
            byte[] json = new Sidecar(name, changed).toBytes();
            try (var staged = staging.stage(new ByteArrayInputStream(json), Set.of())) {
                staging.force();
                publish(staged.data(), sidecar(key));
            }
        } finally {
            lock.unlock();
        }
    }

    /// Removes the object if it exists and `precondition` holds. The data is deleted first: a sidecar without
    /// data is no object.
    void delete(String key, Precondition precondition) throws IOException {
        var lock = stripe(key).writeLock();
        lock.lock();
        try {
            settle(key);
            precondition.require(find(key));
            if (find(key).isPresent()) {
                deleteData(key);
                DurableFiles.delete(sidecar(key));
            }
        } finally {
            lock.unlock();
        }
    }

    private void deleteData(String key) throws IOException {
        try {
            DurableFiles.delete(data(key));
        } finally {
            if (!Files.exists(data(key))) { // deleted, even if the call failed after that
                index().remove(key);
            }
        }
    }

    /// Removes the bucket if it holds no object. Returns whether it did.
    boolean deleteIfEmpty() throws IOException {
        life.writeLock().lock();
        try {
            if (isDeleted || !index().isEmpty()) {
                return isDeleted;
            }
            DurableFiles.delete(birthFile(folder)); // from here on the bucket does not exist
            isDeleted = true;
            DurableFiles.deleteTree(staging.retire(folder));
            return true;
        } finally {
            life.writeLock().unlock();
        }
    }

    private void requireAlive() {
        if (isDeleted) {
            throw new StorageException.BucketMissing(name);
        }
    }

    private ReentrantReadWriteLock stripe(String key) {
        return stripes[Math.floorMod(key.hashCode(), STRIPES)];
    }

    private BucketIndex index() {
        var loaded = index;
        if (loaded != null) {
            return loaded;
        }
        loading.lock();
        try {
            loaded = index;
            if (loaded == null) {
                loaded = files.index();
                index = loaded;
            }
            return loaded;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            loading.unlock();
        }
    }
}
