package dev.kindred.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.personalize.model.DatasetImportJobSummary;
import software.amazon.awssdk.services.personalize.model.ImportMode;

/// `kill -9` at random times of an import of many rows.
///
/// Slow: a server starts twice in each round.
class KillTest {

    private static final int ROUNDS = 2;
    private static final int NIGHTLY_ROUNDS = 12;
    private static final long SEED = 20_261_123;
    private static final int ROWS = 150_000;

    @TempDir
    private Path folder;

    @Test
    void nothingAcknowledgedIsLostAndTheDatasetIsWholeHoweverOftenTheServerIsKilled() throws Exception {
        kill(ROUNDS, new Random(SEED));
    }

    @Test
    @Tag("nightly")
    void nothingIsLostInManyMoreRounds() throws Exception {
        kill(NIGHTLY_ROUNDS, new Random(SEED + 1));
    }

    private void kill(int rounds, Random random) throws Exception {
        var files = List.of(
                InteractionsFile.write(folder.resolve("0.csv"), 0, ROWS),
                InteractionsFile.write(folder.resolve("1.csv"), ROWS / 2, ROWS));
        var data = folder.resolve("data");
        var dataset = "arn:aws:personalize:us-east-1:000000000000:dataset/shop/INTERACTIONS";
        var acknowledged = new ArrayList<String>();
        try (var rows = new Rows(data.resolve("segments"))) {
            for (int round = 0; round < rounds; round++) {
                var mode = round == 0 || random.nextInt(3) == 0 ? ImportMode.FULL : ImportMode.INCREMENTAL;
                int file = random.nextInt(2);
                try (var server = PackagedServer.start(data);
                        var personalize = server.personalize()) {
                    if (round == 0) {
                        setUp(server, files);
                    }
                    acknowledged.addFirst(
                            new Shop(personalize, dataset).createJob("round-" + round, file + ".csv", mode));
                    Thread.sleep(Duration.ofMillis(random.nextInt(600)));
                    server.kill();
                }
                rows.expect(files.get(file), mode);

                try (var server = PackagedServer.start(data);
                        var personalize = server.personalize()) {
                    var job = Polling.untilDone(personalize, acknowledged.getFirst());
                    assertThat(job.failureReason()).isNull();
                    assertThat(personalize.listDatasetImportJobs(request -> {}).datasetImportJobs())
                            .allMatch(listed -> listed.status().equals("ACTIVE"))
                            .extracting(DatasetImportJobSummary::datasetImportJobArn)
                            .containsExactlyElementsOf(acknowledged);
                }
                assertThat(rows.differences())
                        .as("after round %d, %s", round, mode)
                        .isZero();
            }
        }
    }

    private static void setUp(PackagedServer server, List<Path> files) {
        try (var s3 = server.s3();
                var personalize = server.personalize()) {
            s3.createBucket(request -> request.bucket("data"));
            files.forEach(file -> Shop.upload(s3, file));
            Shop.open(personalize, "shop");
        }
    }

    /// The expected rows, compared with those in a stopped server's dataset files.
    private static final class Rows implements AutoCloseable {

        private static final String COLUMNS = "USER_ID, ITEM_ID, EVENT_TYPE, \"TIMESTAMP\"";

        private final Path segments;
        private final Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");

        Rows(Path segments) throws SQLException {
            this.segments = segments;
            execute(
                    "CREATE TABLE expected (USER_ID VARCHAR, ITEM_ID VARCHAR, EVENT_TYPE VARCHAR, \"TIMESTAMP\" BIGINT)");
        }

        /// Adds the rows of a file that was imported in that mode.
        void expect(Path csv, ImportMode mode) throws SQLException {
            if (mode == ImportMode.FULL) {
                execute("DELETE FROM expected");
            }
            execute("INSERT INTO expected SELECT %1$s FROM read_csv('%2$s') EXCEPT SELECT %1$s FROM expected"
                    .formatted(COLUMNS, csv));
        }

        /// Returns the number of missing and additional rows. Every file in the folder counts: it must not
        /// contain other files.
        long differences() throws SQLException, IOException {
            execute("CREATE OR REPLACE TEMP TABLE found AS SELECT %s FROM read_parquet([%s])"
                    .formatted(COLUMNS, files()));
            try (var statement = duckdb.createStatement();
                    var result = statement.executeQuery("""
                            SELECT (SELECT count(*) FROM (FROM expected EXCEPT ALL FROM found))
                                 + (SELECT count(*) FROM (FROM found EXCEPT ALL FROM expected))
                            """)) {
                result.next();
                return result.getLong(1);
            }
        }

        private String files() throws IOException {
            try (var files = Files.walk(segments)) {
                return files.filter(Files::isRegularFile)
                        .map(file -> "'" + file + "'")
                        .collect(Collectors.joining(", "));
            }
        }

        private void execute(String sql) throws SQLException {
            try (var statement = duckdb.createStatement()) {
                statement.execute(sql);
            }
        }

        @Override
        public void close() throws SQLException {
            duckdb.close();
        }
    }
}
