package dev.kindred.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.task.ImportDataset;
import dev.kindred.server.task.ImportDataset.Milestone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetImportJob;
import software.amazon.awssdk.services.personalize.model.DatasetImportJobSummary;
import software.amazon.awssdk.services.personalize.model.ImportMode;

/// Servers are killed at each milestone of an import, and other servers start on their folders.
///
/// One process runs a server for each milestone and is killed when all have reached theirs, because starting a
/// process for each took most of the time. The remaining time, above 10 s on a busy machine, is the start of a
/// server in each of these folders.
class CrashRecoveryTest {

    private static final String HEADER = "USER_ID,ITEM_ID,EVENT_TYPE,TIMESTAMP";
    private static final List<String> OLD = lines(0, 2_000);
    private static final List<String> NEW = lines(1_500, 5_000);
    private static final List<String> BOTH = lines(0, 5_000);

    /// The milestones at which the catalog has the new data.
    private static final Set<Milestone> COMMITTED = Set.of(Milestone.COMMITTED, Milestone.OLD_DATA_REMOVED);

    private static final List<Milestone> FATAL_AGAIN = List.of(Milestone.STARTED, Milestone.SEGMENT_PUBLISHED);

    @TempDir
    private static Path world;

    private static String dataset = "";

    /// The folder of each killed server, by milestone and mode.
    @TempDir
    private static Path killed;

    @TempDir
    private Path folder;

    @BeforeAll
    static void killServers() throws IOException {
        importOldData();
        killAtEveryPoint();
    }

    private static void importOldData() {
        try (var server = TestServer.in(world, Map.of(), ImportDataset.Milestones.UNWATCHED);
                var personalize = server.personalize();
                var s3 = server.s3()) {
            s3.createBucket(request -> request.bucket("data"));
            Map.of("old.csv", OLD, "new.csv", NEW)
                    .forEach((key, lines) -> s3.putObject(
                            request -> request.bucket("data").key(key),
                            RequestBody.fromString(HEADER + "\n" + String.join("\n", lines) + "\n")));
            dataset = new Interactions(personalize).create("shop");
            var first = createJob(personalize, "first", "old.csv", ImportMode.FULL);
            assertThat(Polling.untilDone(personalize, first).status()).isEqualTo("ACTIVE");
        }
    }

    private static void killAtEveryPoint() throws IOException {
        var points = new LinkedHashMap<Path, Milestone>();
        everyPointOfEveryMode().map(Arguments::get).forEach(point -> {
            var milestone = (Milestone) point[0];
            points.put(copyWorld(killedAt(milestone, (ImportMode) point[1])), milestone);
        });
        var twice = new LinkedHashMap<Path, Milestone>();
        FATAL_AGAIN.forEach(milestone -> twice.put(copyWorld(killedTwiceAt(milestone)), milestone));
        points.putAll(twice);
        kill(points, true);
        kill(twice, false);
    }

    /// Kills a process with a server for each folder when each has reached its milestone.
    ///
    /// @param isFirst whether the jobs are created first
    private static void kill(Map<Path, Milestone> points, boolean isFirst) throws IOException {
        try (var process = DoomedProcess.start(points)) {
            var folders = List.copyOf(points.keySet());
            for (int i = 0; isFirst && i < folders.size(); i++) {
                try (var personalize = process.personalize(i)) {
                    createJob(personalize, "second", "new.csv", modeOf(folders.get(i)));
                    createJob(personalize, "third", "missing.csv", ImportMode.FULL);
                }
            }
            var waitedFor = new HashSet<>(folders);
            while (!waitedFor.isEmpty()) {
                waitedFor.remove(Path.of(process.await("at ")));
            }
        }
    }

    private static ImportMode modeOf(Path folder) {
        return folder.endsWith(ImportMode.INCREMENTAL.name()) ? ImportMode.INCREMENTAL : ImportMode.FULL;
    }

    private static Path killedAt(Milestone milestone, ImportMode mode) {
        return killed.resolve(milestone.name()).resolve(mode.name());
    }

    private static Path killedTwiceAt(Milestone milestone) {
        return killed.resolve("twice").resolve(milestone.name());
    }

    static Stream<Arguments> everyPointOfEveryMode() {
        return Arrays.stream(Milestone.values())
                .flatMap(milestone -> Stream.of(ImportMode.FULL, ImportMode.INCREMENTAL)
                        .filter(mode -> mode == ImportMode.INCREMENTAL || milestone != Milestone.DUPLICATES_REMOVED)
                        .map(mode -> Arguments.of(milestone, mode)));
    }

    @ParameterizedTest(name = "{1}, killed at {0}")
    @MethodSource("everyPointOfEveryMode")
    void anImportThatIsKilledIsTakenUpAgainAndTheDatasetIsWholeAllTheWhile(Milestone milestone, ImportMode mode)
            throws Exception {
        var folder = killedAt(milestone, mode);
        var after = mode == ImportMode.FULL ? NEW : BOTH;

        var between = StoredRows.of(folder, dataset);
        assertThat(between.damaged()).isEmpty();
        assertThat(between.lines()).isEqualTo(COMMITTED.contains(milestone) ? after : OLD);

        try (var server = TestServer.in(folder, Map.of(), ImportDataset.Milestones.UNWATCHED);
                var personalize = server.personalize()) {
            assertThat(Polling.untilDone(personalize, arnOf("second")).status()).isEqualTo("ACTIVE");
            assertThat(Polling.untilDone(personalize, arnOf("third")))
                    .returns("CREATE FAILED", DatasetImportJob::status)
                    .satisfies(job -> assertThat(job.failureReason()).contains("s3://data/missing.csv"));
            assertThat(personalize.listDatasetImportJobs(request -> {}).datasetImportJobs())
                    .extracting(DatasetImportJobSummary::jobName)
                    .containsExactly("third", "second", "first");
        }
        var rows = StoredRows.of(folder, dataset);
        assertThat(rows.lines()).isEqualTo(after);
        assertThat(rows.count()).isEqualTo(after.size());
        assertThat(rows.damaged()).isEmpty();
        assertThat(rows.strays()).isEmpty();
    }

    @ParameterizedTest(name = "killed at {0}")
    @FieldSource("FATAL_AGAIN")
    void aJobWhoseServerEndsEachTimeIsGivenUpWithItsReason(Milestone milestone) throws Exception {
        var folder = killedTwiceAt(milestone);

        try (var server = TestServer.in(folder, Map.of("job.attempts", "2"), ImportDataset.Milestones.UNWATCHED);
                var personalize = server.personalize()) {
            assertThat(Polling.untilDone(personalize, arnOf("second")))
                    .returns("CREATE FAILED", DatasetImportJob::status)
                    .satisfies(job -> assertThat(job.failureReason()).contains("2 times"));
            Polling.untilDone(personalize, arnOf("third"));
        }
        var rows = StoredRows.of(folder, dataset);
        assertThat(rows.lines()).isEqualTo(OLD);
        assertThat(rows.damaged()).isEmpty();
        assertThat(rows.strays()).isEmpty();
    }

    @Test
    void whatAPowerCutLeavesBesideTheNamedFilesIsSwept() throws Exception {
        copyWorld(folder);
        var before = StoredRows.of(folder, dataset);
        var whole = Files.readAllBytes(onlyFile(folder.resolve("segments")));
        var beside = onlyFile(folder.resolve("segments")).resolveSibling("second-00000000.parquet");
        Files.write(beside, Arrays.copyOf(whole, whole.length / 2));
        Files.createFile(beside.resolveSibling("third-00000000.parquet"));
        Files.createDirectories(folder.resolve("segments/another/place"));
        Files.write(folder.resolve("segments/another/place/gone.parquet"), new byte[] {'P', 'A', 'R', '1', 0});
        Files.createDirectories(folder.resolve("segments/.drafts/spill"));
        Files.write(folder.resolve("segments/.drafts/left.parquet"), whole);
        Files.write(folder.resolve("segments/.drafts/spill/0.tmp"), whole);
        assertThat(before.strays()).hasSize(5);

        TestServer.in(folder, Map.of(), ImportDataset.Milestones.UNWATCHED).close();

        var rows = StoredRows.of(folder, dataset);
        assertThat(rows.strays()).isEmpty();
        assertThat(rows.damaged()).isEmpty();
        assertThat(rows.lines()).isEqualTo(OLD);
    }

    private static String createJob(PersonalizeClient personalize, String name, String key, ImportMode mode) {
        return personalize
                .createDatasetImportJob(request -> request.jobName(name)
                        .datasetArn(dataset)
                        .importMode(mode)
                        .dataSource(source -> source.dataLocation("s3://data/" + key)))
                .datasetImportJobArn();
    }

    private static String arnOf(String job) {
        return "arn:aws:personalize:us-east-1:000000000000:dataset-import-job/" + job;
    }

    /// Returns rows as CSV lines, from one number to another, in alphabetical order.
    private static List<String> lines(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "user-%d,item-%d,%s,%d"
                        .formatted(i % 97, i % 389, i % 3 == 0 ? "buy" : "view", 1_600_000_000 + i))
                .sorted()
                .toList();
    }

    private static Path onlyFile(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    private static Path copyWorld(Path to) {
        Folders.copy(world, to);
        return to;
    }
}
