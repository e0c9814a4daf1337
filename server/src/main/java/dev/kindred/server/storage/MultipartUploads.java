package dev.kindred.server.storage;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The multi-part uploads in progress. Each is a folder: `upload.json`, and for each part `<number>-<etag>.json`
/// and `.data`.
///
/// A part's data is renamed into place after its record, so a part without data does not exist. Of two parts
/// with one number the newer one counts. One lock serializes all steps of an upload.
public final class MultipartUploads {

    private static final System.Logger LOG = System.getLogger(MultipartUploads.class.getName());

    /// An upload that nobody completes is deleted after this time. Taste.
    private static final Duration LONGEST_LIFE = Duration.ofDays(7);

    /// Locks that uploads share by hash. Taste.
    private static final int STRIPES = 32;

    private final Path folder;
    private final StagingArea staging;
    private final InstantSource clock;
    private final ReentrantLock[] stripes =
            IntStream.range(0, STRIPES).mapToObj(_ -> new ReentrantLock()).toArray(ReentrantLock[]::new);

    MultipartUploads(Path folder, StagingArea staging, InstantSource clock) throws IOException {
        this.folder = folder;
        this.staging = staging;
        this.clock = clock;
        DurableFiles.createFolders(folder);
    }

    /// An upload in progress.
    ///
    /// @param headers the headers of the future object
    /// @param settings the settings of the future object
    /// @param isFullObject whether its checksum, if any, covers the whole object
    public record Upload(
            String id,
            S3Location object,
            Map<String, String> headers,
            Map<String, String> settings,
            @Nullable ChecksumAlgorithm algorithm,
            boolean isFullObject,
            Instant begun) {

        /// Uploads of versions without settings have none.
        public Upload(
                String id,
                S3Location object,
                Map<String, String> headers,
                @Nullable Map<String, String> settings,
                @Nullable ChecksumAlgorithm algorithm,
                boolean isFullObject,
                Instant begun) {
            this.id = Objects.requireNonNull(id);
            this.object = Objects.requireNonNull(object);
            this.headers = Map.copyOf(headers);
            this.settings = settings == null ? Map.of() : Map.copyOf(settings);
            this.algorithm = algorithm;
            this.isFullObject = isFullObject;
            this.begun = Objects.requireNonNull(begun);
        }
    }

    /// A part that was uploaded.
    public record Part(
            int number, String etag, long size, Instant lastModified, Map<ChecksumAlgorithm, String> checksums) {

        public Part {
            Objects.requireNonNull(etag);
            Objects.requireNonNull(lastModified);
            checksums = Map.copyOf(checksums);
        }
    }

    /// Begins an upload and returns it with its id.
    public Upload begin(
            S3Location object,
            Map<String, String> headers,
            Map<String, String> settings,
            @Nullable ChecksumAlgorithm algorithm,
            boolean isFullObject) {
        var upload =
                new Upload(StagingArea.newId(), object, headers, settings, algorithm, isFullObject, clock.instant());
        return LocalObjectStore.guarded(object, () -> {
            try (var record = stage(upload)) {
                DurableFiles.publish(record.data(), uploadFile(upload.id()));
            }
            return upload;
        });
    }

    /// Returns the upload of that id and object, if it is in progress.
    public Optional<Upload> find(String id, S3Location object) {
        if (!isId(id) || !Files.exists(uploadFile(id))) {
            return Optional.empty();
        }
        return LocalObjectStore.guarded(object, () -> Optional.of(JsonFile.read(uploadFile(id), Upload.class)))
                .filter(upload -> upload.object().equals(object));
    }

    /// Returns the uploads in progress into `bucket`, by key and then by age.
    public List<Upload> list(String bucket) {
        return LocalObjectStore.guarded(
                new S3Location(bucket, ""),
                () -> all().stream()
                        .filter(upload -> upload.object().bucket().equals(bucket))
                        .sorted(Comparator.comparing(
                                        (Upload upload) -> upload.object().key(), ObjectKeys.UTF_8_ORDER)
                                .thenComparing(Upload::begun)
                                .thenComparing(Upload::id))
                        .toList());
    }

    private List<Upload> all() throws IOException {
        var found = new ArrayList<Upload>();
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path each : folders.toList()) {
                read(each).ifPresent(found::add);
            }
        }
        return found;
    }

    /// Returns the upload in that folder, or empty if its record is missing or damaged.
    private static Optional<Upload> read(Path upload) {
        try {
            return Optional.of(JsonFile.read(upload.resolve("upload.json"), Upload.class));
        } catch (DamagedRecordException e) {
            LOG.log(WARNING, "An upload in parts cannot be used, begin it again: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    /// Stores `staged` as part `number`, in place of an earlier one; returns empty if the upload has ended.
    public Optional<Part> put(
            Upload upload, int number, StagedObject staged, Map<ChecksumAlgorithm, String> checksums) {
        var part = new Part(number, staged.etag(), staged.size(), clock.instant(), checksums);
        return exclusively(upload, () -> {
            if (!Files.exists(uploadFile(upload.id()))) {
                return Optional.empty();
            }
            try (var record = stage(part)) {
                DurableFiles.publish(record.data(), file(upload, part, ".json"));
            }
            DurableFiles.publish(staged.data(), file(upload, part, ".data"));
            for (Part older : read(upload)) {
                if (older.number() == number && !older.etag().equals(part.etag())) {
                    DurableFiles.delete(file(upload, older, ".data"));
                    DurableFiles.delete(file(upload, older, ".json"));
                }
            }
            return Optional.of(part);
        });
    }

    /// Returns the stored parts, by number.
    public List<Part> parts(Upload upload) {
        return exclusively(upload, () -> {
            var byNumber = new HashMap<Integer, Part>();
            read(upload)
                    .forEach(part -> byNumber.merge(
                            part.number(), part, (a, b) -> a.lastModified().isAfter(b.lastModified()) ? a : b));
            return byNumber.values().stream()
                    .sorted(Comparator.comparingInt(Part::number))
                    .toList();
        });
    }

    private List<Part> read(Upload upload) throws IOException {
        var found = new ArrayList<Part>();
        try (Stream<Path> files = Files.list(folder.resolve(upload.id()))) {
            for (Path data :
                    files.filter(file -> file.toString().endsWith(".data")).toList()) {
                readPart(data).ifPresent(found::add);
            }
        }
        return found;
    }

    /// Returns the part with these data, or nothing if it is damaged: the completion of the upload then refuses the
    /// part, and the client can send it again.
    private static Optional<Part> readPart(Path data) throws IOException {
        var record = data.resolveSibling(data.getFileName().toString().replace(".data", ".json"));
        try {
            var part = JsonFile.read(record, Part.class);
            if (!Files.isRegularFile(data) || Files.size(data) != part.size()) {
                throw new DamagedRecordException(data, "its size is not %,d bytes".formatted(part.size()), null);
            }
            return Optional.of(part);
        } catch (DamagedRecordException e) {
            LOG.log(WARNING, "A part of an upload cannot be used, send it again: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    /// Joins `parts` of the upload into one staged object and computes `algorithms` over the whole.
    public StagedObject join(Upload upload, List<Part> parts, Set<ChecksumAlgorithm> algorithms) {
        return exclusively(upload, () -> {
            var files = parts.stream().map(part -> file(upload, part, ".data")).toList();
            try (var whole = new JoinedInputStream(files)) {
                return staging.stage(whole, algorithms);
            }
        });
    }

    /// Ends the upload and removes its parts.
    public void end(Upload upload) {
        exclusively(upload, () -> {
            if (Files.exists(folder.resolve(upload.id()))) {
                DurableFiles.deleteTree(staging.retire(folder.resolve(upload.id())));
            }
            return true;
        });
    }

    /// Removes the uploads that began more than seven days ago, and folders without files. The age of a damaged
    /// upload is that of its folder.
    void sweep() throws IOException {
        Instant oldest = clock.instant().minus(LONGEST_LIFE);
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path each : folders.toList()) {
                if (isEmpty(each) || begun(each).isBefore(oldest)) {
                    LOG.log(INFO, "Sweeping an abandoned multi-part upload");
                    DurableFiles.deleteTree(each);
                }
            }
        }
    }

    private static boolean isEmpty(Path upload) throws IOException {
        if (!Files.isDirectory(upload)) {
            return false;
        }
        try (Stream<Path> files = Files.list(upload)) {
            return files.findAny().isEmpty();
        }
    }

    private static Instant begun(Path upload) throws IOException {
        var modified = Files.getLastModifiedTime(upload).toInstant();
        return read(upload).map(Upload::begun).orElse(modified);
    }

    private StagedObject stage(Record json) throws IOException {
        return staging.stage(new ByteArrayInputStream(JsonFile.encode(json)), Set.of());
    }

    private <T> T exclusively(Upload upload, LocalObjectStore.FileStep<T> step) {
        var lock = stripes[Math.floorMod(upload.id().hashCode(), STRIPES)];
        lock.lock();
        try {
            return LocalObjectStore.guarded(upload.object(), step);
        } finally {
            lock.unlock();
        }
    }

    private Path file(Upload upload, Part part, String suffix) {
        return folder.resolve(upload.id()).resolve("%05d-%s%s".formatted(part.number(), part.etag(), suffix));
    }

    private Path uploadFile(String id) {
        return folder.resolve(id).resolve("upload.json");
    }

    private static boolean isId(String id) {
        return id.matches("[0-9a-f]{32}");
    }
}
