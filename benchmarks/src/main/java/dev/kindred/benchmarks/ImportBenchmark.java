package dev.kindred.benchmarks;

import dev.kindred.server.ingest.CsvImport;
import dev.kindred.server.ingest.CsvSource;
import dev.kindred.server.ingest.ImportResult;
import dev.kindred.server.ingest.ImportRules;
import dev.kindred.server.ingest.IngestProgress;
import dev.kindred.server.schema.AvroSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Is our import faster than DuckDB's conversion of the same file, and is its memory bounded?
///
/// ```
/// java -cp … dev.kindred.benchmarks.ImportBenchmark compare [rows] [rounds] [slab MiB]
/// java -cp … dev.kindred.benchmarks.ImportBenchmark memory [rows] [rounds]
/// ```
///
/// `compare` generates a file and imports it alternately with both, each with two threads, after one warm-up
/// round. `memory` imports without a rival in the process and prints the peak resident memory of the process.
/// Files are written to the system's temporary folder and deleted.
public final class ImportBenchmark {

    private static final int THREADS = 2;
    private static final long SEED = 20_260_101;

    private static final AvroSchema SCHEMA = AvroSchema.parse("""
            {"type":"record","name":"Interactions","namespace":"com.amazonaws.personalize.schema","fields":[
             {"name":"USER_ID","type":"string"},{"name":"ITEM_ID","type":"string"},
             {"name":"EVENT_TYPE","type":"string"},{"name":"TIMESTAMP","type":"long"}],"version":"1.0"}""");

    private final Path folder;
    private final Path csv;

    private ImportBenchmark(Path folder, long rows) throws IOException {
        this.folder = folder;
        this.csv = folder.resolve("interactions.csv");
        new InteractionsFile(SEED, 1_000_000, 200_000).write(csv, rows);
        System.out.printf(Locale.ROOT, "%,d rows, %,d bytes%n", rows, Files.size(csv));
    }

    public static void main(String[] args) throws Exception {
        String mode = args.length > 0 ? args[0] : "compare";
        long rows = args.length > 1 ? Long.parseLong(args[1]) : 10_000_000;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 7;
        int slab = args.length > 3 ? Integer.parseInt(args[3]) << 20 : CsvImport.SLAB_BYTES;
        Path folder = Files.createTempDirectory("import-benchmark");
        ExecutorService workers = Executors.newFixedThreadPool(THREADS);
        try {
            var benchmark = new ImportBenchmark(folder, rows);
            var ours = new CsvImport(ImportRules.STANDARD, workers, THREADS, slab);
            switch (mode) {
                case "compare" -> benchmark.compare(ours, rounds);
                case "memory" -> benchmark.measureMemory(ours, rows, rounds);
                default -> throw new IllegalArgumentException("compare or memory, not " + mode);
            }
        } finally {
            workers.shutdownNow();
            delete(folder);
        }
    }

    private void compare(CsvImport ours, int rounds) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = " + THREADS);
            double[] ourSeconds = new double[rounds];
            double[] duckdbSeconds = new double[rounds];
            for (int round = -1; round < rounds; round++) {
                double our = runOurs(ours);
                double duckdb = runDuckdb(statement);
                System.out.printf(
                        Locale.ROOT,
                        "%s ours %.2f s, DuckDB %.2f s, ratio %.2f%n",
                        round < 0 ? "warm-up:" : "round " + (round + 1) + ":",
                        our,
                        duckdb,
                        our / duckdb);
                if (round >= 0) {
                    ourSeconds[round] = our;
                    duckdbSeconds[round] = duckdb;
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "bytes written: ours %,d, DuckDB %,d%nmedian of %d rounds: ours / DuckDB = %.2f%n",
                    Files.size(folder.resolve("ours.parquet")),
                    Files.size(folder.resolve("duckdb.parquet")),
                    rounds,
                    median(ourSeconds) / median(duckdbSeconds));
            requireSameRows(statement);
        }
    }

    private void requireSameRows(Statement statement) throws SQLException {
        String difference = "SELECT count(*) FROM (SELECT * FROM '%s' EXCEPT ALL SELECT * FROM '%s')"
                .formatted(folder.resolve("ours.parquet"), folder.resolve("duckdb.parquet"));
        try (var rows = statement.executeQuery(difference)) {
            rows.next();
            System.out.println("rows that differ: " + rows.getLong(1));
        }
    }

    private void measureMemory(CsvImport ours, long rows, int rounds) throws IOException {
        double[] seconds = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            seconds[round] = runOurs(ours);
        }
        System.out.printf(
                Locale.ROOT,
                "median of %d rounds: %.1f ns a row; highest resident memory: %s%n",
                rounds,
                median(seconds) / rows * 1e9,
                highestResidentMemory());
    }

    private double runOurs(CsvImport ours) throws IOException {
        long start = System.nanoTime();
        try (OutputStream out = Files.newOutputStream(folder.resolve("ours.parquet"))) {
            var source = CsvSource.named("interactions.csv", Files.size(csv), () -> Files.newInputStream(csv));
            ImportResult result = ours.run(SCHEMA, List.of(source), out, IngestProgress.UNWATCHED, () -> false);
            if (!(result instanceof ImportResult.Imported)) {
                throw new IllegalStateException(result.toString());
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private double runDuckdb(Statement statement) throws SQLException {
        long start = System.nanoTime();
        statement.execute("""
                COPY (SELECT * FROM read_csv('%s', header = true, columns = {
                    'USER_ID': 'VARCHAR', 'ITEM_ID': 'VARCHAR', 'EVENT_TYPE': 'VARCHAR', 'TIMESTAMP': 'BIGINT'}))
                TO '%s' (FORMAT parquet)""".formatted(csv, folder.resolve("duckdb.parquet")));
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String highestResidentMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse("unknown: no /proc here");
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
