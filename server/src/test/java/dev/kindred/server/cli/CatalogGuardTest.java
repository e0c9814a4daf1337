package dev.kindred.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kindred.server.operation.Shop;
import dev.kindred.server.task.ImportDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A catalog that does not belong to the other files is refused, and every file is left unchanged.
class CatalogGuardTest {

    private static final String CATALOG = "catalog.sqlite";
    private static final String WAL = "catalog.sqlite-wal";

    /// A data directory after a kill, with commits that are only in the write-ahead log.
    @TempDir
    private static Path killed;

    /// The directory that the others are copied from.
    @TempDir
    private static Path running;

    /// The same directory some commits earlier, after an orderly stop.
    @TempDir
    private static Path earlier;

    /// The directory of another server.
    @TempDir
    private static Path other;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeDirectories() throws Exception {
        try (var server = TestServer.in(other, Map.of(), ImportDataset.Milestones.UNWATCHED)) {
            importRows(Shop.at(server, "us-east-1"));
        }
        try (var server = TestServer.in(running, Map.of(), ImportDataset.Milestones.UNWATCHED)) {
            importRows(Shop.at(server, "us-east-1"));
        }
        Folders.copy(running, earlier);
        try (var server = TestServer.in(running, Map.of(), ImportDataset.Milestones.UNWATCHED)) {
            importRows(Shop.at(server, "us-west-2"));
            Folders.copy(running, killed);
        }
        assertThat(killed.resolve(WAL)).isNotEmptyFile();
    }

    private static void importRows(Shop shop) {
        shop.imported("rows", shop.interactions(), shop.oneInteraction());
    }

    interface Damage {
        void to(Path folder) throws Exception;
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage("the catalog is deleted", "is missing", folder -> Files.delete(folder.resolve(CATALOG))),
                damage("the catalog and its log are deleted", "is missing", folder -> {
                    Files.delete(folder.resolve(CATALOG));
                    Files.delete(folder.resolve(WAL));
                    Files.deleteIfExists(folder.resolve("catalog.sqlite-shm"));
                }),
                damage("the catalog is emptied", "is empty", folder -> cut(folder.resolve(CATALOG), 0)),
                damage("the catalog is emptied and its log deleted", "is empty", folder -> {
                    cut(folder.resolve(CATALOG), 0);
                    Files.delete(folder.resolve(WAL));
                }),
                damage("the catalog and the identity are deleted", "is missing", folder -> {
                    Files.delete(folder.resolve(CATALOG));
                    Files.delete(folder.resolve("identity"));
                }),
                damage("the catalog has no tables", "holds nothing", folder -> {
                    Files.delete(folder.resolve(WAL));
                    Files.delete(folder.resolve(CATALOG));
                    sql(folder, "PRAGMA journal_mode = WAL");
                }),
                damage("the log is deleted", "has lost commits", folder -> Files.delete(folder.resolve(WAL))),
                damage("the log is emptied", "has lost commits", folder -> cut(folder.resolve(WAL), 0)),
                damage("half of the log is cut off", "has lost commits", folder -> cut(folder.resolve(WAL), 0.5)),
                damage("the end of the log is cut off", "has lost commits", folder -> cut(folder.resolve(WAL), 0.97)),
                damage("the log's first bytes change", "has lost commits", folder -> flip(folder.resolve(WAL), 0.0)),
                damage("a byte of the log changes", "has lost commits", folder -> flip(folder.resolve(WAL), 0.4)),
                damage("an older catalog is put in place", "has lost commits", folder -> {
                    Files.delete(folder.resolve(WAL));
                    Files.copy(earlier.resolve(CATALOG), folder.resolve(CATALOG), StandardCopyOption.REPLACE_EXISTING);
                }),
                damage("older copies of catalog and identity are put in place", "is older than the file", folder -> {
                    Files.delete(folder.resolve(WAL));
                    for (var name : new String[] {CATALOG, "identity"}) {
                        Files.copy(earlier.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                    }
                }),
                damage("another directory's catalog is put in place", "belongs to another", folder -> {
                    Files.delete(folder.resolve(WAL));
                    Files.copy(other.resolve(CATALOG), folder.resolve(CATALOG), StandardCopyOption.REPLACE_EXISTING);
                }),
                damage("another program's database is put in place", "of another program", folder -> {
                    Files.delete(folder.resolve(WAL));
                    Files.delete(folder.resolve(CATALOG));
                    sql(folder, "CREATE TABLE invoice (number INTEGER)");
                }),
                damage("text is put in place", "damaged or not a database", folder -> {
                    Files.delete(folder.resolve(WAL));
                    Files.writeString(folder.resolve(CATALOG), "no database, but as long as one ".repeat(100));
                }),
                damage("half of the catalog is cut off", "damaged or not a database", folder -> {
                    Files.delete(folder.resolve(WAL));
                    cut(folder.resolve(CATALOG), 0.5);
                }),
                damage("a folder is in the place of the log", "cannot be read", folder -> {
                    Files.delete(folder.resolve(WAL));
                    Files.createDirectory(folder.resolve(WAL));
                }),
                damage("the identity is damaged", "identity is damaged", folder -> cut(folder.resolve("identity"), 0)));
    }

    private static Arguments damage(String what, String message, Damage damage) {
        return Arguments.of(what, message, damage);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void isRefusedAndNothingIsChanged(String what, String message, Damage damage) throws Exception {
        Folders.copy(killed, folder);
        damage.to(folder);
        var before = files(folder);

        assertThat(refusalOfStart(folder))
                .startsWith("The server cannot start: ")
                .contains(message)
                .contains(folder.toString());

        assertThat(files(folder)).isEqualTo(before);
    }

    @Test
    void aDirectoryAsAKillLeavesItStarts() throws Exception {
        Folders.copy(killed, folder);

        assertThat(importJobs(folder)).isEqualTo(2);
    }

    @Test
    void aLogOfWhichOnlyUnacknowledgedBytesAreLostStarts() throws Exception {
        Folders.copy(killed, folder);
        Files.write(folder.resolve(WAL), new byte[5_000], StandardOpenOption.APPEND);

        assertThat(importJobs(folder)).isEqualTo(2);
    }

    @Test
    void aCommitThatWasNotAcknowledgedYetStarts() throws Exception {
        Folders.copy(killed, folder);
        Files.copy(earlier.resolve("identity"), folder.resolve("identity"), StandardCopyOption.REPLACE_EXISTING);

        assertThat(importJobs(folder)).isEqualTo(2);
    }

    @Test
    void aTornUpdateOfTheIdentityStarts() throws Exception {
        for (int slot = 0; slot < 2; slot++) {
            Folders.copy(killed, folder);
            var content = Files.readAllBytes(folder.resolve("identity"));
            content[slot * 4096 + 30] ^= 1;
            Files.write(folder.resolve("identity"), content);

            assertThat(importJobs(folder)).isEqualTo(2);
        }
    }

    @Test
    void anOlderCatalogThatIsAcceptedStartsAndWhatItDoesNotNameIsSetAside() throws Exception {
        Folders.copy(killed, folder);
        Files.delete(folder.resolve(WAL));
        Files.copy(earlier.resolve(CATALOG), folder.resolve(CATALOG), StandardCopyOption.REPLACE_EXISTING);
        Files.delete(folder.resolve("identity"));
        long rows = parquets(folder);

        assertThat(importJobs(folder)).isEqualTo(1);
        assertThat(importJobs(folder)).as("and from then on, as ever").isEqualTo(1);

        assertThat(parquets(folder.resolve("segments"))).isEqualTo(1);
        assertThat(parquets(folder.resolve("quarantine"))).isEqualTo(rows - 1).isPositive();
    }

    @Test
    void aCatalogOfAVersionWithoutIdentityIsTakenOver() throws Exception {
        Folders.copy(earlier, folder);
        Files.delete(folder.resolve("identity"));
        sql(
                folder,
                "DROP TABLE identity",
                "DELETE FROM counter WHERE name = 'epoch'",
                "DROP TABLE iam_entity",
                "DROP TABLE change",
                "ALTER TABLE job DROP COLUMN lease_owner",
                "ALTER TABLE job DROP COLUMN lease_until",
                "DROP INDEX resource_by_status_seq",
                "CREATE INDEX resource_by_status ON resource (scope, kind, status)",
                "DELETE FROM migration WHERE number >= 6");
        var stray = folder.resolve("segments/stray-00000000.parquet");
        Files.writeString(stray, "rows that nothing names");

        assertThat(importJobs(folder)).isEqualTo(1);

        assertThat(folder.resolve("identity")).exists();
        assertThat(quarantined())
                .singleElement()
                .satisfies(kept -> assertThat(kept)
                        .endsWithRaw(Path.of("segments/stray-00000000.parquet"))
                        .hasContent("rows that nothing names"));
    }

    private List<Path> quarantined() throws IOException {
        try (var files = Files.walk(folder.resolve("quarantine"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void theQuarantineIsKeptForItsTime() throws Exception {
        Folders.copy(earlier, folder);
        Files.delete(folder.resolve("identity"));
        Files.writeString(folder.resolve("segments/stray-00000000.parquet"), "rows that nothing names");
        var begun = Instant.parse("2026-01-31T22:00:00Z");
        startAndStop(begun);
        assertThat(folder.resolve("quarantine/2026-01-31/segments/stray-00000000.parquet"))
                .exists();
        Files.createDirectory(folder.resolve("quarantine/segments")); // of an earlier version

        startAndStop(begun.plus(Duration.ofDays(30)));
        assertThat(quarantined()).hasSize(1);
        startAndStop(begun.plus(Duration.ofDays(32)));
        assertThat(quarantined()).isEmpty();
        assertThat(folder.resolve("quarantine/segments")).exists();
    }

    private void startAndStop(Instant now) {
        TestServer.clocked(folder, () -> now).close();
    }

    @Test
    void whileNamedFilesAreMissingOthersAreSetAside() throws Exception {
        Folders.copy(earlier, folder);
        try (var files = Files.walk(folder.resolve("segments"))) {
            var named = files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
            Files.move(named, named.resolveSibling("moved-00000000.parquet"));
        }

        assertThat(importJobs(folder)).isEqualTo(1);

        assertThat(parquets(folder.resolve("quarantine"))).isEqualTo(1);
    }

    /// Starts a server in the folder and returns its number of import jobs.
    private static int importJobs(Path folder) {
        int jobs = 0;
        try (var server = TestServer.in(folder, Map.of(), ImportDataset.Milestones.UNWATCHED)) {
            for (var region : List.of("us-east-1", "us-west-2")) {
                try (var personalize = server.personalize(region)) {
                    jobs += personalize
                            .listDatasetImportJobs(request -> {})
                            .datasetImportJobs()
                            .size();
                }
            }
        }
        return jobs;
    }

    private static long parquets(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".parquet")).count();
        }
    }

    private static String refusalOfStart(Path folder) {
        var refusal = catchThrowableOfType(
                UsageException.class,
                () -> TestServer.in(folder, Map.of(), ImportDataset.Milestones.UNWATCHED)
                        .close());
        assertThat(refusal).as("the server started").isNotNull();
        return String.valueOf(refusal.getMessage());
    }

    /// Returns every file with a checksum of its content, except those that processes share memory through.
    private static Map<String, Integer> files(Path folder) throws IOException {
        var files = new TreeMap<String, Integer>();
        try (var all = Files.walk(folder)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                boolean isShared = file.endsWith("catalog.sqlite-shm") || file.endsWith("lock");
                boolean isEmptyLog = file.endsWith(WAL) && Files.size(file) == 0;
                if (!isShared && !isEmptyLog) {
                    files.put(folder.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
                }
            }
        }
        return files;
    }

    private static void sql(Path folder, String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(CATALOG));
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void cut(Path file, double part) throws IOException {
        var content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, (int) (content.length * part)));
    }

    private static void flip(Path file, double place) throws IOException {
        var content = Files.readAllBytes(file);
        content[(int) (content.length * place)] ^= 0x55;
        Files.write(file, content);
    }
}
