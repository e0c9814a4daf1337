package dev.kindred.server.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalObjectStoreTest {

    private static final S3Location OBJECT = S3Location.parse("s3://data/folder/k");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir
    Path root;

    private LocalObjectStore store;

    @BeforeEach
    void open() {
        store = reopened(NOW);
        store.createBucket("data");
    }

    private LocalObjectStore reopened(Instant now) {
        return LocalObjectStore.open(root, InstantSource.fixed(now), "000000000000");
    }

    private static String read(ObjectStore from, S3Location object) throws IOException {
        try (var content = from.open(object, 0)) {
            return new String(content.readAllBytes(), UTF_8);
        }
    }

    private StagedObject stage(String content) {
        return store.stage(
                OBJECT, new ByteArrayInputStream(content.getBytes(UTF_8)), EnumSet.of(ChecksumAlgorithm.MD5));
    }

    private ObjectRecord describing(StagedObject staged, Instant time) {
        return new ObjectRecord(
                new ObjectSummary(OBJECT.key(), staged.size(), staged.etag(), time),
                Map.of("content-type", "text/csv"),
                Map.of(ChecksumAlgorithm.CRC32, "NhCmhg=="));
    }

    @Test
    void anObjectIsAPlainFileThatAPersonCanFind() {
        store.put(OBJECT, "hello".getBytes(UTF_8));

        assertThat(root.resolve("buckets/data/data/folder+/k")).hasContent("hello");
    }

    @Test
    void aRecordSurvivesARestartWhole() {
        try (var staged = stage("hello")) {
            store.publish(staged, describing(staged, NOW), OBJECT, Precondition.NONE);
        }

        var stored = reopened(NOW).findRecord(OBJECT).orElseThrow();

        assertThat(stored)
                .isEqualTo(new ObjectRecord(
                        new ObjectSummary("folder/k", 5, "5d41402abc4b2a76b9719d911017c592", NOW),
                        Map.of("content-type", "text/csv"),
                        Map.of(ChecksumAlgorithm.CRC32, "NhCmhg==")));
    }

    @Test
    void aCrashWhileWritingLeavesTheOldObjectAndNoRest() throws IOException {
        store.put(OBJECT, "old".getBytes(UTF_8));
        Files.writeString(root.resolve("staging/0123.data"), "half writ");

        var after = reopened(NOW);

        assertThat(read(after, OBJECT)).isEqualTo("old");
        assertThat(root.resolve("staging")).isEmptyDirectory();
    }

    @Test
    void aCrashBeforeTheFirstRenameLeavesTheOldObject() throws IOException {
        store.put(OBJECT, "old".getBytes(UTF_8));
        var staged = stage("the new one");
        new StagingArea(root.resolve("staging"))
                .announce(staged, new Sidecar("data", describing(staged, NOW.plusSeconds(1))));

        var after = reopened(NOW);

        assertThat(read(after, OBJECT)).isEqualTo("old");
        assertThat(after.requireObject(OBJECT).size()).isEqualTo(3);
        assertThat(root.resolve("staging")).isEmptyDirectory();
    }

    @Test
    void aCrashBetweenTheRenamesLeavesTheNewObject() throws IOException {
        store.put(OBJECT, "old".getBytes(UTF_8));
        var staged = stage("the new one");
        new StagingArea(root.resolve("staging"))
                .announce(staged, new Sidecar("data", describing(staged, NOW.plusSeconds(1))));
        DurableFiles.publish(staged.data(), root.resolve("buckets/data/data/folder+/k"));

        var after = reopened(NOW);

        assertThat(read(after, OBJECT)).isEqualTo("the new one");
        assertThat(after.findRecord(OBJECT).orElseThrow().headers()).containsEntry("content-type", "text/csv");
        assertThat(after.requireObject(OBJECT).size()).isEqualTo(11);
        assertThat(root.resolve("staging")).isEmptyDirectory();
    }

    @Test
    void aTornNoteIsSweptWithTheDataItBelongsTo() throws IOException {
        store.put(OBJECT, "old".getBytes(UTF_8));
        Files.writeString(root.resolve("staging/0123.data"), "new");
        Files.writeString(root.resolve("staging/0123.note"), "{\"version\":1,\"buck");

        assertThat(read(reopened(NOW), OBJECT)).isEqualTo("old");
    }

    @Test
    void aCrashWhileDeletingLeavesNoObject() throws IOException {
        store.put(OBJECT, "old".getBytes(UTF_8));
        Files.delete(root.resolve("buckets/data/data/folder+/k"));

        assertThat(reopened(NOW).findObject(OBJECT)).isEmpty();
    }

    @Test
    void anUploadIsSweptAfterSevenDays() {
        var upload = store.uploads()
                .begin(OBJECT, Map.of("content-type", "text/csv"), Map.of(), ChecksumAlgorithm.CRC32, true);

        assertThat(reopened(NOW.plus(Duration.ofDays(6))).uploads().find(upload.id(), OBJECT))
                .contains(upload);
        assertThat(reopened(NOW.plus(Duration.ofDays(8))).uploads().find(upload.id(), OBJECT))
                .isEmpty();
    }

    @Test
    void partsAndTheirChecksumsSurviveARestart() {
        var upload = store.uploads().begin(OBJECT, Map.of(), Map.of(), null, false);
        for (String content : List.of("first try", "second try")) {
            try (var staged = stage(content)) {
                store.uploads().put(upload, 1, staged, Map.of(ChecksumAlgorithm.CRC32, "NhCmhg=="));
            }
        }

        var parts = reopened(NOW).uploads().parts(upload);

        assertThat(parts).singleElement().satisfies(part -> {
            assertThat(part.size()).isEqualTo(10);
            assertThat(part.checksums()).containsEntry(ChecksumAlgorithm.CRC32, "NhCmhg==");
        });
    }

    @Test
    void parallelPutsToOneKeyLeaveOneWholeObject() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Boolean>>();
            for (int writer = 0; writer < 16; writer++) {
                byte[] content = new byte[100_000 + writer];
                Arrays.fill(content, (byte) ('a' + writer));
                tasks.add(() -> {
                    store.put(OBJECT, content);
                    byte[] seen;
                    try (var in = store.open(OBJECT, 0)) {
                        seen = in.readAllBytes();
                    }
                    return isWhole(seen);
                });
            }
            for (var result : threads.invokeAll(tasks)) {
                assertThat(result.get()).isTrue();
            }
        }
        byte[] last = read(reopened(NOW), OBJECT).getBytes(UTF_8);
        assertThat(isWhole(last)).isTrue();
        assertThat(store.requireObject(OBJECT).size()).isEqualTo(last.length);
        assertThat(root.resolve("staging")).isEmptyDirectory();
    }

    private static boolean isWhole(byte[] content) {
        byte letter = content[0];
        for (byte unit : content) {
            if (unit != letter) {
                return false;
            }
        }
        return content.length == 100_000 + letter - 'a';
    }

    @Test
    void aReaderKeepsTheObjectItOpenedWhileItIsReplacedAndRemoved() throws IOException {
        store.put(OBJECT, "old".getBytes(UTF_8));
        try (var open = store.openObject(OBJECT)) {
            store.put(OBJECT, "newer".getBytes(UTF_8));
            store.delete(OBJECT);

            assertThat(new String(open.from(0).readAllBytes(), UTF_8)).isEqualTo("old");
            assertThat(open.record().summary().size()).isEqualTo(3);
        }
    }

    @Test
    void aFoldersFirstLevelIsListedWithoutSubFoldersAndMarker() {
        for (String key : List.of("in/", "in/b.csv", "in/a.csv", "in/deep/c.csv", "inside.csv", "in")) {
            store.put(new S3Location("data", key), key.getBytes(UTF_8));
        }

        assertThat(store.listFolder(S3Location.parse("s3://data/in/")))
                .extracting(ObjectSummary::key)
                .containsExactly("in/a.csv", "in/b.csv");
        assertThat(store.listFolder(S3Location.parse("s3://data")))
                .extracting(ObjectSummary::key)
                .containsExactly("in", "inside.csv");
    }

    @Test
    void aSymbolicLinkInTheFolderIsNotFollowed() throws IOException {
        store.put(OBJECT, "mine".getBytes(UTF_8));
        Path file = root.resolve("buckets/data/data/folder+/k");
        Path secret = Files.writeString(root.resolve("secret"), "secret");
        Files.delete(file);
        Files.createSymbolicLink(file, secret);

        assertThat(reopened(NOW).findObject(OBJECT)).isEmpty();
        assertThatThrownBy(() -> read(store, OBJECT)).isInstanceOf(StorageException.Damaged.class);
    }

    @Test
    void failuresNameBucketAndKeyAndWhatToMend() {
        assertThatThrownBy(() -> store.open(S3Location.parse("s3://nowhere/k"), 0))
                .isInstanceOf(StorageException.BucketMissing.class)
                .hasMessage(
                        "Bucket 'nowhere' does not exist: create it (aws s3 mb s3://nowhere) or correct the location.");
        assertThatThrownBy(() -> store.requireObject(OBJECT))
                .isInstanceOf(StorageException.ObjectMissing.class)
                .hasMessageContaining("s3://data/folder/k");
        assertThatThrownBy(() -> store.createBucket("..")).isInstanceOf(StorageException.InvalidLocation.class);
    }
}
