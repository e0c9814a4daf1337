package dev.kindred.server.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The documents of a bucket's sub-resources by name, such as `policy` or `inventory/weekly`, in its file
/// `settings.json`, a [JsonFile]: `{"version":1,"documents":{…}}`. Each change replaces the whole file. The file is
/// read
/// at its first use, so damage to it fails the requests for the settings of this bucket and no others.
final class BucketSettings {

    private static final int CURRENT = 1;

    private final Path file;
    private final StagingArea staging;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private @Nullable Map<String, String> loaded;

    BucketSettings(Path folder, StagingArea staging) {
        this.file = folder.resolve("settings.json");
        this.staging = staging;
    }

    /// The content of `settings.json`.
    private record Content(int version, Map<String, String> documents) {

        Content {
            if (version != CURRENT) {
                throw new IllegalArgumentException(
                        "settings of version " + version + ", this release reads " + CURRENT);
            }
            documents = Map.copyOf(documents);
        }
    }

    /// Returns all documents.
    Map<String, String> all() throws IOException {
        lock.lock();
        try {
            return load();
        } finally {
            lock.unlock();
        }
    }

    /// Replaces the document of that name, or removes it where `document` is empty.
    void set(String name, Optional<String> document) throws IOException {
        lock.lock();
        try {
            var next = new TreeMap<>(load());
            document.ifPresentOrElse(text -> next.put(name, text), () -> next.remove(name));
            if (!next.equals(load())) {
                write(next);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Writes the documents of a bucket that is being created.
    void begin(Map<String, String> documents) throws IOException {
        lock.lock();
        try {
            if (!documents.isEmpty()) {
                write(documents);
            }
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private Map<String, String> load() throws IOException {
        var known = loaded;
        if (known == null) {
            known = Files.exists(file) ? JsonFile.read(file, Content.class).documents() : Map.of();
            loaded = known;
        }
        return known;
    }

    @GuardedBy("lock")
    private void write(Map<String, String> documents) throws IOException {
        byte[] json = JsonFile.encode(new Content(CURRENT, documents));
        try (var staged = staging.stage(new ByteArrayInputStream(json), Set.of())) {
            DurableFiles.publish(staged.data(), file);
        }
        loaded = Map.copyOf(documents);
    }
}
