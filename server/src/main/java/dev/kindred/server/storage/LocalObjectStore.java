package dev.kindred.server.storage;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Objects in a local folder, the store behind the embedded S3 endpoint.
///
/// ```
/// buckets/<bucket>/bucket.json    the bucket exists while this does
/// buckets/<bucket>/settings.json  the documents of its sub-resources, if there are any
/// buckets/<bucket>/data/…         the objects, plain files at a readable path (see [ObjectPaths])
/// buckets/<bucket>/sidecars/…     ETag, headers and checksums of each, at the same path
/// staging/                        writes in progress; recovered and swept at start
/// uploads/<id>/                   multi-part uploads; swept after seven days
/// ```
///
/// An object is written to a temporary file, forced and renamed: a crash leaves the old one or the new one,
/// never a part. One process at a time may use the folder; the caller ensures that.
public final class LocalObjectStore implements ObjectStore {

    private static final System.Logger LOG = System.getLogger(LocalObjectStore.class.getName());

    private final Path buckets;
    private final StagingArea staging;
    private final MultipartUploads uploads;
    private final InstantSource clock;
    private final String defaultOwner;
    private final Map<String, LocalBucket> byName = new ConcurrentHashMap<>();

    private LocalObjectStore(Path root, InstantSource clock, String defaultOwner) throws IOException {
        this.buckets = root.resolve("buckets");
        this.clock = clock;
        this.defaultOwner = defaultOwner;
        DurableFiles.createFolders(buckets);
        staging = new StagingArea(root.resolve("staging"));
        readBuckets();
        staging.recover((interrupted, note) -> {
            var bucket = byName.get(interrupted.bucket());
            if (bucket != null) {
                bucket.finish(interrupted, note);
            }
        });
        uploads = new MultipartUploads(root.resolve("uploads"), staging, clock);
        uploads.sweep();
    }

    /// Opens the store in `root`, creates it if it is missing, and completes what a crash has interrupted.
    ///
    /// @param defaultOwner the account of buckets that record no owner
    public static LocalObjectStore open(Path root, InstantSource clock, String defaultOwner) {
        try {
            return new LocalObjectStore(root.toAbsolutePath().normalize(), clock, defaultOwner);
        } catch (IOException e) {
            throw new StorageException.Unreachable("", "", "the folder " + root + " failed with " + e, e);
        }
    }

    private void readBuckets() throws IOException {
        try (Stream<Path> folders = Files.list(buckets)) {
            for (Path folder : folders.toList()) {
                if (Files.exists(LocalBucket.birthFile(folder)) || new BucketFiles(folder).hasObjects()) {
                    String name = folder.getFileName().toString();
                    byName.put(name, new LocalBucket(name, readBirth(folder), folder, staging));
                }
            }
        }
    }

    /// A bucket whose file is missing or damaged keeps its objects, which have files of their own.
    private static LocalBucket.Birth readBirth(Path folder) throws IOException {
        try {
            return JsonFile.read(LocalBucket.birthFile(folder), LocalBucket.Birth.class);
        } catch (DamagedRecordException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The bucket keeps its objects and belongs to the account of the server; its region and owner are lost: {0}",
                    e.getMessage());
            return new LocalBucket.Birth(Files.getLastModifiedTime(folder).toInstant(), null, null);
        }
    }

    /// A bucket.
    ///
    /// @param region the region in which it was created, or null if the creation named none
    public record Bucket(
            String name, Instant created, @Nullable String region) {

        private static Bucket of(LocalBucket bucket) {
            return new Bucket(
                    bucket.name(), bucket.birth().created(), bucket.birth().region());
        }
    }

    /// Returns the buckets by name.
    public List<Bucket> buckets() {
        return byName.values().stream()
                .map(Bucket::of)
                .sorted(Comparator.comparing(Bucket::name))
                .toList();
    }

    /// Returns an existing bucket.
    public Bucket bucket(String name) {
        return Bucket.of(requireBucket(name));
    }

    /// Creates the bucket without a region and settings; returns false if it exists.
    public boolean createBucket(String name) {
        return createBucket(name, null, defaultOwner, Map.of());
    }

    /// Creates the bucket; returns false if it exists.
    ///
    /// @param owner the account that creates it
    public boolean createBucket(String name, @Nullable String region, String owner, Map<String, String> settings) {
        S3Location bucket = new S3Location(name, "");
        return guarded(bucket, () -> {
            boolean[] isNew = {false};
            byName.computeIfAbsent(name, _ -> {
                isNew[0] = true;
                return guarded(bucket, () -> newBucket(name, region, owner, settings));
            });
            return isNew[0];
        });
    }

    private LocalBucket newBucket(String name, @Nullable String region, String owner, Map<String, String> settings)
            throws IOException {
        Path folder = buckets.resolve(name);
        if (!name.matches("[a-z0-9][a-z0-9._-]{1,62}") || !folder.normalize().equals(folder)) {
            throw new StorageException.InvalidLocation(
                    name,
                    "",
                    "'%s' is not a bucket name: use 3 to 63 small letters, digits, dots and hyphens."
                            .formatted(Wording.shorten(name)));
        }
        if (Files.exists(folder)) { // of a bucket whose removal a crash has interrupted
            DurableFiles.deleteTree(staging.retire(folder));
        }
        new BucketSettings(folder, staging).begin(settings);
        var birth = new LocalBucket.Birth(now(), region, owner.equals(defaultOwner) ? null : owner);
        try (var staged = staging.stage(new ByteArrayInputStream(JsonFile.encode(birth)), Set.of())) {
            DurableFiles.publish(staged.data(), LocalBucket.birthFile(folder));
        }
        return new LocalBucket(name, birth, folder, staging);
    }

    /// Removes an empty bucket; returns false if it holds objects.
    public boolean deleteBucket(String name) {
        var bucket = requireBucket(name);
        return guarded(new S3Location(name, ""), () -> {
            boolean isDeleted = bucket.deleteIfEmpty();
            if (isDeleted) {
                byName.remove(name, bucket);
            }
            return isDeleted;
        });
    }

    /// Returns the documents of the bucket's sub-resources by name.
    public Map<String, String> settings(String bucket) {
        return guarded(new S3Location(bucket, ""), () -> requireBucket(bucket).settings());
    }

    /// Replaces the document of a sub-resource of the bucket, or removes it if `document` is empty.
    public void set(String bucket, String setting, Optional<String> document) {
        guarded(new S3Location(bucket, ""), () -> {
            requireBucket(bucket).set(setting, document);
            return true;
        });
    }

    /// Replaces the settings of an existing object by the result of `next`.
    public void setOfObject(S3Location object, UnaryOperator<Map<String, String>> next) {
        guarded(object, () -> {
            requireBucket(object.bucket()).setOfObject(object.key(), next);
            return true;
        });
    }

    /// Returns whether the bucket exists and belongs to another account.
    public boolean isOfAnother(String bucket, String account) {
        var found = byName.get(bucket);
        return found != null
                && !Objects.requireNonNullElse(found.birth().owner(), defaultOwner)
                        .equals(account);
    }

    @Override
    public ObjectStore of(String account) {
        return new OwnObjects(this, account);
    }

    /// Returns whether the bucket exists.
    public boolean hasBucket(String name) {
        return byName.containsKey(name);
    }

    /// Returns one page of the bucket's keys.
    public Listing list(String bucket, ListQuery query) {
        return guarded(new S3Location(bucket, ""), () -> requireBucket(bucket).list(query));
    }

    @Override
    public List<ObjectSummary> listFolder(S3Location folder) {
        return list(folder, "/");
    }

    @Override
    public List<ObjectSummary> listBelow(S3Location folder) {
        return list(folder, null);
    }

    private List<ObjectSummary> list(S3Location folder, @Nullable String delimiter) {
        String prefix = folder.isFolder() ? folder.key() : folder.key() + "/";
        return list(folder.bucket(), new ListQuery(prefix, delimiter, null, Integer.MAX_VALUE)).objects().stream()
                .filter(object -> !object.key().equals(prefix))
                .toList();
    }

    @Override
    public Optional<ObjectSummary> findObject(S3Location object) {
        return guarded(object, () -> requireBucket(object.bucket()).find(object.key()));
    }

    /// Returns the record of the object.
    public Optional<ObjectRecord> findRecord(S3Location object) {
        return guarded(object, () -> requireBucket(object.bucket()).findRecord(object.key()));
    }

    /// Opens the object with its record. Both are of one version.
    public OpenObject openObject(S3Location object) {
        return guarded(
                object,
                () -> requireBucket(object.bucket())
                        .open(object.key())
                        .orElseThrow(() -> new StorageException.ObjectMissing(object.bucket(), object.key())));
    }

    @Override
    public InputStream open(S3Location object, long from) {
        return guarded(object, () -> new FilterInputStream(openObject(object).from(from)) {});
    }

    @Override
    public void put(S3Location object, InputStream content) {
        try (var staged = stage(object, content, EnumSet.of(ChecksumAlgorithm.MD5))) {
            publish(staged, new ObjectRecord(describe(object, staged), Map.of(), Map.of()), object, Precondition.NONE);
        }
    }

    private ObjectSummary describe(S3Location object, StagedObject staged) {
        return new ObjectSummary(object.key(), staged.size(), staged.etag(), now());
    }

    /// Writes `content` to disk and forces it. The caller publishes it as `object` after a check of its
    /// checksums.
    public StagedObject stage(S3Location object, InputStream content, Set<ChecksumAlgorithm> algorithms) {
        requireBucket(object.bucket());
        ObjectKeys.requireLegal(object.bucket(), object.key());
        return guarded(object, () -> staging.stage(content, algorithms));
    }

    /// Publishes `staged` as the object, in one step, if `precondition` holds for the existing one.
    public void publish(StagedObject staged, ObjectRecord stored, S3Location object, Precondition precondition) {
        guarded(object, () -> {
            requireBucket(object.bucket()).publish(staged, stored, precondition);
            return true;
        });
    }

    @Override
    public void delete(S3Location object) {
        delete(object, Precondition.NONE);
    }

    /// Removes the object if it exists and `precondition` holds for it.
    public void delete(S3Location object, Precondition precondition) {
        guarded(object, () -> {
            requireBucket(object.bucket()).delete(object.key(), precondition);
            return true;
        });
    }

    /// Returns the multi-part uploads in progress.
    public MultipartUploads uploads() {
        return uploads;
    }

    /// Returns the time of a new object, in the resolution of S3's lists.
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        // Every write was forced when it returned.
    }

    private LocalBucket requireBucket(String name) {
        var bucket = byName.get(name);
        if (bucket == null) {
            throw new StorageException.BucketMissing(name);
        }
        return bucket;
    }

    interface FileStep<T> {
        T run() throws IOException;
    }

    /// Runs a step on files and words its failures.
    static <T> T guarded(S3Location location, FileStep<T> step) {
        try {
            return step.run();
        } catch (DamagedRecordException e) {
            LOG.log(System.Logger.Level.WARNING, "A request failed: {0}", e.getMessage());
            throw new StorageException.Damaged(location.bucket(), location.key(), e.finding(), e);
        } catch (AccessDeniedException e) {
            throw new StorageException.AccessDenied(location.bucket(), location.key(), e);
        } catch (IOException e) {
            throw new StorageException.Unreachable(location.bucket(), location.key(), e.toString(), e);
        } catch (UncheckedIOException e) {
            throw new StorageException.Unreachable(location.bucket(), location.key(), String.valueOf(e.getCause()), e);
        }
    }
}
