package dev.kindred.server.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One bucket of the local store: `data/` and `sidecars/` below its folder, with the same path for the same key, and
/// `bucket.json`, whose presence makes the bucket exist. The index is read from the sidecars when it is first needed.
///
/// Lock order: the bucket's life, then one stripe of keys. A key's stripe is held while its two files change or are
/// opened.
final class LocalBucket {

    /// Locks that keys share by hash. Taste.
    private static final int STRIPES = 64;

    private final String name;
    private final Birth birth;
    private final Path folder;
    private final StagingArea staging;
    private final BucketSettings settings;

    private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();
    private final ReentrantReadWriteLock[] stripes = IntStream.range(0, STRIPES)
            .mapToObj(_ -> new ReentrantReadWriteLock())
            .toArray(ReentrantReadWriteLock[]::new);
    private final ReentrantLock loading = new ReentrantLock();

    /// Written under `loading`, read by anyone.
    private volatile @Nullable BucketIndex index;

    @GuardedBy("life")
    private boolean isDeleted;

    LocalBucket(String name, Birth birth, Path folder, StagingArea staging) {
        this.name = name;
        this.birth = birth;
        this.folder = folder;
        this.staging = staging;
        this.settings = new BucketSettings(folder, staging);
    }

    /// The content of `bucket.json`.
    ///
    /// @param region the region it was created in, or null where none was named
    record Birth(Instant created, @Nullable String region) {}

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

    /// Replaces the document of a sub-resource, or removes it where `document` is empty.
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
        return folder.resolve("data").resolve(ObjectPaths.of(key));
    }

    private Path sidecar(String key) {
        return folder.resolve("sidecars").resolve(ObjectPaths.of(key));
    }

    /// Puts the sidecar of an object, whose data a crashed run published, into its place, unless a later one is
    /// there.
    void finish(Sidecar interrupted, Path note) throws IOException {
        var summary = interrupted.object().summary();
        Path place = sidecar(summary.key());
        boolean isOutdated = Files.exists(place)
                && Sidecar.read(place).object().summary().lastModified().isAfter(summary.lastModified());
        if (!isOutdated) {
            DurableFiles.publish(note, place);
        }
    }

    Listing list(ListQuery query) {
        return index().list(query);
    }

    Optional<ObjectSummary> find(String key) {
        return index().find(key);
    }

    Optional<OpenObject> open(String key) throws IOException {
        var lock = stripe(key).readLock();
        lock.lock();
        try {
            if (find(key).isEmpty()) {
                return Optional.empty();
            }
            var stored = Sidecar.read(sidecar(key)).object();
            return Optional.of(new OpenObject(
                    stored, FileChannel.open(data(key), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
        } finally {
            lock.unlock();
        }
    }

    Optional<ObjectRecord> findRecord(String key) throws IOException {
        var lock = stripe(key).readLock();
        lock.lock();
        try {
            return find(key).isEmpty()
                    ? Optional.empty()
                    : Optional.of(Sidecar.read(sidecar(key)).object());
        } finally {
            lock.unlock();
        }
    }

    /// Makes `staged` the object that `stored` describes, if `precondition` holds of what is there.
    void publish(StagedObject staged, ObjectRecord stored, Precondition precondition) throws IOException {
        String key = stored.summary().key();
        life.readLock().lock();
        try {
            requireAlive();
            var lock = stripe(key).writeLock();
            lock.lock();
            try {
                precondition.require(find(key));
                staging.announce(staged, new Sidecar(name, stored));
                DurableFiles.publish(staged.data(), data(key));
                index().put(stored.summary());
                DurableFiles.publish(staged.note(), sidecar(key));
            } finally {
                lock.unlock();
            }
        } finally {
            life.readLock().unlock();
        }
    }

    /// Replaces the settings of an object, which must be there, by what `next` makes of them.
    void setOfObject(String key, UnaryOperator<Map<String, String>> next) throws IOException {
        var lock = stripe(key).writeLock();
        lock.lock();
        try {
            if (find(key).isEmpty()) {
                throw new StorageException.ObjectMissing(name, key);
            }
            var stored = Sidecar.read(sidecar(key)).object();
            var changed = stored.withSettings(next.apply(stored.settings()));
            if (changed.equals(stored)) {
                return;
            }
            byte[] json = new Sidecar(name, changed).toBytes();
            try (var staged = staging.stage(new ByteArrayInputStream(json), Set.of())) {
                DurableFiles.publish(staged.data(), sidecar(key));
            }
        } finally {
            lock.unlock();
        }
    }

    /// Removes the object if it is there and `precondition` holds. The data goes first: a sidecar without data is no
    /// object.
    void delete(String key, Precondition precondition) throws IOException {
        var lock = stripe(key).writeLock();
        lock.lock();
        try {
            precondition.require(find(key));
            if (find(key).isPresent()) {
                DurableFiles.delete(data(key));
                index().remove(key);
                DurableFiles.delete(sidecar(key));
            }
        } finally {
            lock.unlock();
        }
    }

    /// Removes the bucket if it holds no object; returns whether it did.
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
                loaded = load();
                index = loaded;
            }
            return loaded;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            loading.unlock();
        }
    }

    private BucketIndex load() throws IOException {
        var read = new BucketIndex();
        Path root = folder.resolve("sidecars");
        DurableFiles.createFolders(root);
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                var summary = Sidecar.read(file).object().summary();
                if (Files.isRegularFile(data(summary.key()), LinkOption.NOFOLLOW_LINKS)) {
                    read.put(summary);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return read;
    }
}
