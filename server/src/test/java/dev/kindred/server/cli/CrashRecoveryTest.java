package dev.kindred.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.task.ImportDataset;
import dev.kindred.server.task.ImportDataset.Milestone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetImportJob;
import software.amazon.awssdk.services.personalize.model.DatasetImportJobSummary;
import software.amazon.awssdk.services.personalize.model.ImportMode;

/// A server is killed at each point that an import passes, and another takes over its folder.
class CrashRecoveryTest {

    private static final String HEADER = "USER_ID,ITEM_ID,EVENT_TYPE,TIMESTAMP";
    private static final List<String> OLD = lines(0, 2_000);
    private static final List<String> NEW = lines(1_500, 5_000);
    private static final List<String> BOTH = lines(0, 5_000);

    /// The points at which the catalog has the new data.
    private static final Set<Milestone> COMMITTED = Set.of(Milestone.COMMITTED, Milestone.OLD_DATA_REMOVED);

    @TempDir
    private static Path world;

    private static String dataset = "";

    @TempDir
    private Path folder;

    @BeforeAll
    static void importOldData() {
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
        copyWorld();
        var after = mode == ImportMode.FULL ? NEW : BOTH;

        killAt(milestone, mode);

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
    @EnumSource(names = {"STARTED", "SEGMENT_PUBLISHED"})
    void aJobWhoseServerEndsEachTimeIsGivenUpWithItsReason(Milestone milestone) throws Exception {
        copyWorld();

        killAt(milestone, ImportMode.FULL);
        killAgainAt(milestone);

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
        copyWorld();
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

    private void killAt(Milestone milestone, ImportMode mode) throws IOException {
        try (var server = DoomedProcess.start(folder, milestone);
                var personalize = server.personalize()) {
            createJob(personalize, "second", "new.csv", mode);
            createJob(personalize, "third", "missing.csv", ImportMode.FULL);
            server.await("at " + milestone);
        }
    }

    private void killAgainAt(Milestone milestone) throws IOException {
        try (var server = DoomedProcess.start(folder, milestone)) {
            server.await("at " + milestone);
        }
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

    /// Rows as they stand in the CSV, from one number to another, in alphabetical order.
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

    private void copyWorld() throws IOException {
        try (var files = Files.walk(world)) {
            files.skip(1).forEach(file -> {
                try {
                    Files.copy(file, folder.resolve(world.relativize(file)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
