package dev.kindred.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.task.ImportDataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.Event;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;

/// One file of each kind in a data directory is damaged in each way. The server then either refuses to start,
/// with a message that names the file and the remedy, or starts and serves everything that does not depend on
/// the file.
///
/// The data directory is that of [EarlierDataTest] after a start of this version, with objects, an upload in
/// parts and events of this version, copied while the server runs, as after a kill.
///
/// Slow: a server starts for each damage.
class DamagedFilesTest {

    private static final String ARN = "arn:aws:personalize:us-east-1:000000000000:";

    /// The kind of file by the prefix of its path. A file without a kind fails the test: a new kind of file
    /// needs an entry here.
    private static final Map<String, String> KINDS = kinds();

    private static Map<String, String> kinds() {
        var kinds = new LinkedHashMap<String, String>();
        kinds.put("catalog\\.sqlite", "catalog");
        kinds.put("catalog\\.sqlite-wal", "log of the catalog");
        kinds.put("identity", "identity");
        kinds.put("segments/.*/put-[^/]*", "dataset file of streamed records");
        kinds.put("segments/.*", "dataset file of an import");
        kinds.put("models/.*aws-popularity-count.*", "model");
        kinds.put("models/.*", "other model");
        kinds.put("stream/.*/studio/INTERACTIONS.*\\.log", "log with records");
        kinds.put("stream/.*\\.log", "log");
        kinds.put("stream/.*\\.extents", "extents of a log");
        kinds.put("snapshots/.*", "snapshot");
        kinds.put("texts/.*", "text vectors");
        kinds.put("s3/buckets/[^/]*/bucket\\.json", "bucket");
        kinds.put("s3/buckets/[^/]*/settings\\.json", "settings of a bucket");
        kinds.put("s3/buckets/settings/sidecars/note\\.txt", "record of an object");
        kinds.put("s3/buckets/[^/]*/sidecars/.*", "record of an object, earlier format");
        kinds.put("s3/buckets/[^/]*/data/.*", "data of an object");
        kinds.put("s3/uploads/[^/]*/upload\\.json", "upload");
        kinds.put("s3/uploads/[^/]*/.*\\.json", "record of a part");
        kinds.put("s3/uploads/[^/]*/.*\\.data", "data of a part");
        kinds.put("s3/staging/.*\\.note", "note");
        return kinds;
    }

    /// Files that processes share memory and locks through: the next start writes them.
    private static final Pattern SHARED = Pattern.compile("lock|catalog\\.sqlite-shm");

    private static final Set<String> REFUSED = Set.of("catalog", "log of the catalog", "identity");
    private static final int OBJECTS_IN_DATA = 22;

    /// The bytes of a log without frames.
    private static final long EMPTY_LOG = 16;

    enum Damage {
        EMPTIED,
        ZEROED,
        CUT,
        FLIPPED,
        REMOVED,
        FOLDER;

        void to(Path file) throws IOException {
            var content = Files.readAllBytes(file);
            switch (this) {
                case EMPTIED -> Files.write(file, new byte[0]);
                case ZEROED -> Files.write(file, new byte[content.length]);
                case CUT -> Files.write(file, Arrays.copyOf(content, content.length * 3 / 5));
                case FLIPPED -> {
                    content[content.length / 2] ^= 0x55;
                    Files.write(file, content);
                }
                case REMOVED -> Files.delete(file);
                case FOLDER -> {
                    Files.delete(file);
                    Files.createDirectory(file);
                }
            }
        }
    }

    @TempDir
    private static Path base;

    @TempDir
    private Path folder;

    private static String studioTracker = "";
    private static String cinemaTracker = "";
    private static String upload = "";

    @BeforeAll
    static void makeDirectory(@TempDir Path running) throws IOException {
        Folders.unpack(Objects.requireNonNull(DamagedFilesTest.class.getResourceAsStream("earlier/data.zip")), running);
        try (var server = TestServer.in(running, Map.of(), ImportDataset.Milestones.UNWATCHED);
                var s3 = server.s3();
                var personalize = server.personalize()) {
            s3.putObject(request -> request.bucket("settings").key("note.txt"), RequestBody.fromString("a note"));
            studioTracker = trackerOf(personalize, "studio");
            cinemaTracker = trackerOf(personalize, "cinema");
            upload = s3.createMultipartUpload(
                            request -> request.bucket("settings").key("large.bin"))
                    .uploadId();
            s3.uploadPart(
                    request -> request.bucket("settings")
                            .key("large.bin")
                            .uploadId(upload)
                            .partNumber(1),
                    RequestBody.fromString("first part"));
            recommend(server, "campaign/popular");
            do {
                putEvent(server, studioTracker); // again, if a job sealed the log before the copy
                copyAtOneCommit(running);
            } while (!holdsRecords(base.resolve(fileOfEachKind().get("log with records"))));
        }
    }

    /// Copies a directory until no job of its server has committed during the copy.
    private static void copyAtOneCommit(Path running) throws IOException {
        byte[] before;
        do {
            before = Files.readAllBytes(running.resolve("identity"));
            clear(base);
            Folders.copy(running, base);
        } while (!Arrays.equals(before, Files.readAllBytes(running.resolve("identity"))));
        Files.writeString(base.resolve("s3/staging/00112233445566778899aabbccddeeff.note"), "{\"version\":1");
    }

    private static boolean holdsRecords(Path log) throws IOException {
        return Files.size(log) > EMPTY_LOG;
    }

    private static void clear(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(directory)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String trackerOf(PersonalizeClient personalize, String group) {
        return personalize
                .listEventTrackers(request -> request.datasetGroupArn(ARN + "dataset-group/" + group))
                .eventTrackers()
                .stream()
                .map(tracker ->
                        personalize.describeEventTracker(request -> request.eventTrackerArn(tracker.eventTrackerArn())))
                .map(described -> described.eventTracker().trackingId())
                .findFirst()
                .orElseThrow();
    }

    /// One row of each kind, with alternating damages: the start of a server takes most of the time.
    static Stream<Arguments> someOfEveryKind() throws IOException {
        var rows = everyKindAndDamage().toList();
        return IntStream.range(0, rows.size())
                .filter(row -> row % 6 == row / 6 % 6)
                .mapToObj(rows::get);
    }

    static Stream<Arguments> everyKindAndDamage() throws IOException {
        return fileOfEachKind().entrySet().stream()
                .flatMap(kind -> Arrays.stream(Damage.values())
                        .map(damage -> Arguments.of(kind.getKey(), damage, kind.getValue())));
    }

    private static Map<String, Path> fileOfEachKind() throws IOException {
        var found = new LinkedHashMap<String, Path>();
        try (var files = Files.walk(base)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                var name = base.relativize(file).toString();
                if (!SHARED.matcher(name).matches()) {
                    found.putIfAbsent(kindOf(name), base.relativize(file));
                }
            }
        }
        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(KINDS.values());
        return found;
    }

    private static String kindOf(String file) {
        return KINDS.entrySet().stream()
                .filter(kind -> file.matches(kind.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("a kind without a row in this test: " + file);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("someOfEveryKind")
    void isRefusedByNameOrHarmsNothingElse(String kind, Damage damage, Path file) throws IOException {
        Folders.copy(base, folder);
        damage.to(folder.resolve(file));

        try (var server = TestServer.in(folder, Map.of(), ImportDataset.Milestones.UNWATCHED)) {
            assertThat(damagesFoundLater(kind, damage)).as("the server started").isTrue();
            assertOthersAnswer(server, file.toString());
            assertAnswersAreRightOrRefused(server, file.toString());
        } catch (UsageException refusal) {
            assertThat(refusal.getMessage())
                    .startsWith("The server cannot start: ")
                    .contains(folder.resolve(file).toString().replace("-wal", ""))
                    .containsPattern("Nothing was changed\\. [A-Z][a-z]+ ");
            assertThat(REFUSED).contains(kind);
        }
    }

    @Tag("nightly")
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyKindAndDamage")
    void isRefusedByNameOrHarmsNothingElseForEveryDamage(String kind, Damage damage, Path file) throws IOException {
        isRefusedByNameOrHarmsNothingElse(kind, damage, file);
    }

    /// Damage that a start does not detect: it does not read every page of the catalog's content, one slot of
    /// the identity suffices, and a directory without an identity counts as one of an earlier version.
    private static boolean damagesFoundLater(String kind, Damage damage) {
        return switch (kind) {
            case "catalog" -> damage == Damage.FLIPPED;
            case "identity" -> damage == Damage.FLIPPED || damage == Damage.CUT || damage == Damage.REMOVED;
            default -> !REFUSED.contains(kind);
        };
    }

    private static void assertOthersAnswer(TestServer server, String damaged) {
        if (!damaged.contains("/studio/")) {
            assertThat(recommend(server, "campaign/popular")).isPositive();
            putEvent(server, studioTracker);
        }
        if (!damaged.contains("/cinema/")) {
            assertThat(recommend(server, "recommender/most-popular")).isPositive();
            putEvent(server, cinemaTracker);
        }
        try (var s3 = server.s3()) {
            assertThat(s3.listBuckets().buckets()).extracting(Bucket::name).containsExactly("data", "settings");
            assertThat(s3.listObjectsV2(request -> request.bucket("data")).contents())
                    .hasSizeGreaterThanOrEqualTo(OBJECTS_IN_DATA - 1);
            if (!damaged.endsWith("/note.txt")) {
                assertThat(textOf(s3, "settings", "note.txt")).isEqualTo("a note");
            }
            assertThat(textOf(s3, "data", "in/users.csv")).startsWith("USER_ID,");
            if (!damaged.contains(upload)) {
                assertThat(s3.listParts(request -> request.bucket("settings")
                                        .key("large.bin")
                                        .uploadId(upload))
                                .parts())
                        .hasSize(1);
            }
            s3.putObject(request -> request.bucket("data").key("new"), RequestBody.fromString("new"));
        }
    }

    /// Requests that depend on the damaged file are refused, or answered as before.
    private static void assertAnswersAreRightOrRefused(TestServer server, String damaged) throws IOException {
        try (var s3 = server.s3()) {
            if (damaged.contains("/sidecars/")) {
                var data = base.resolve(damaged.replace("/sidecars/", "/data/"));
                var bucket = Path.of(damaged).getName(2).toString();
                var key = damaged.replaceAll(".*/sidecars/", "").replace("+/", "/");
                assertThat(attempt(() -> textOf(s3, bucket, key))).isIn(Files.readString(data), "500");
                s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString("again"));
                assertThat(textOf(s3, bucket, key)).isEqualTo("again");
            }
            if (damaged.contains("/uploads/")) {
                assertThat(attempt(() -> "parts "
                                + s3.listParts(request -> request.bucket("settings")
                                                .key("large.bin")
                                                .uploadId(upload))
                                        .parts()
                                        .size()))
                        .isIn("parts 0", "parts 1", "404", "500");
            }
            if (damaged.contains("settings.json")) {
                assertThat(attempt(() -> s3.getBucketTagging(request -> request.bucket("settings"))
                                .tagSet()
                                .getFirst()
                                .value()))
                        .isIn("a + b", "404", "500");
            }
        }
        if (damaged.matches("stream/.*/studio/INTERACTIONS.*\\.log")) {
            assertThat(lossesIn(server)).contains("dataset/studio/INTERACTIONS was damaged");
        }
        if (damaged.startsWith("snapshots/") || damaged.startsWith("texts/") || damaged.startsWith("stream/")) {
            putEvent(server, studioTracker);
            assertThat(recommend(server, "campaign/popular")).isPositive();
        }
    }

    private static String lossesIn(TestServer server) throws IOException {
        try (var health = server.endpoint().resolve("/healthz").toURL().openStream()) {
            return new String(health.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String attempt(Supplier<String> call) {
        try {
            return call.get();
        } catch (AwsServiceException e) {
            return Integer.toString(e.statusCode());
        }
    }

    private static String textOf(S3Client s3, String bucket, String key) {
        return s3.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asUtf8String();
    }

    private static int recommend(TestServer server, String resource) {
        try (var runtime = server.configure(PersonalizeRuntimeClient.builder()).build()) {
            return runtime.getRecommendations(request -> {
                        request.userId("user-3").numResults(5);
                        if (resource.startsWith("campaign/")) {
                            request.campaignArn(ARN + resource);
                        } else {
                            request.recommenderArn(ARN + resource);
                        }
                    })
                    .itemList()
                    .size();
        }
    }

    private static void putEvent(TestServer server, String tracker) {
        try (var events = server.configure(PersonalizeEventsClient.builder()).build()) {
            var event = Event.builder().eventType("watch").itemId("item-3").sentAt(Instant.now());
            events.putEvents(request -> request.trackingId(tracker)
                    .userId("user-3")
                    .sessionId("session")
                    .eventList(event.build()));
        }
    }
}
