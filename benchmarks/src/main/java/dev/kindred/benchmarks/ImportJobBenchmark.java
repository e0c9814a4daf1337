package dev.kindred.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetImportJob;
import software.amazon.awssdk.services.s3.S3Client;

/// How long does the whole job take, from CreateDatasetImportJob to ACTIVE, compared with DuckDB's conversion of
/// the same file? And what is the server's peak memory? The packaged server runs as a process of its own; both
/// use two threads.
///
/// Arguments: rows (10,000,000), rounds (5; 0 rounds of DuckDB when followed by `alone`), then options for the
/// server's JVM.
public final class ImportJobBenchmark {

    private static final int THREADS = 2;
    private static final long SEED = 20_260_101;
    private static final String SCHEMA = """
            {"type":"record","name":"Interactions","namespace":"com.amazonaws.personalize.schema","fields":[
             {"name":"USER_ID","type":"string"},{"name":"ITEM_ID","type":"string"},
             {"name":"EVENT_TYPE","type":"string"},{"name":"TIMESTAMP","type":"long"}],"version":"1.0"}""";

    private final Path folder;
    private final Path csv;
    private final URI endpoint;
    private final Process server;

    private ImportJobBenchmark(Path folder, long rows, List<String> options) throws IOException {
        this.folder = folder;
        this.csv = folder.resolve("interactions.csv");
        new InteractionsFile(SEED, 1_000_000, 200_000).write(csv, rows);
        System.out.printf(Locale.ROOT, "%,d rows, %,d bytes%n", rows, Files.size(csv));
        int port;
        try (var probe = new ServerSocket(0)) {
            port = probe.getLocalPort();
        }
        this.endpoint = URI.create("http://127.0.0.1:" + port);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-jar", "server/target/kindred.jar", "serve", "--port", Integer.toString(port)));
        command.addAll(List.of("--data-dir", folder.resolve("data").toString(), "--log-level", "warning"));
        command.addAll(List.of("--import-threads", Integer.toString(THREADS)));
        this.server = new ProcessBuilder(command).inheritIO().start();
    }

    public static void main(String[] arguments) throws Exception {
        long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10_000_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        boolean alone = arguments.length > 2 && arguments[2].equals("alone");
        var options = Arrays.asList(arguments).subList(Math.min(arguments.length, alone ? 3 : 2), arguments.length);
        var folder = Files.createTempDirectory("import-job-benchmark");
        var benchmark = new ImportJobBenchmark(folder, rows, options);
        try {
            benchmark.run(rows, rounds, alone);
        } finally {
            benchmark.server.destroy();
            benchmark.server.waitFor();
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void run(long rows, int rounds, boolean alone) throws Exception {
        awaitServer();
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
        try (var s3 = S3Client.builder()
                        .endpointOverride(endpoint)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(credentials)
                        .forcePathStyle(true)
                        .build();
                var personalize = PersonalizeClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(credentials)
                        .build();
                var duckdb = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duckdb.createStatement()) {
            statement.execute("SET threads = " + THREADS);
            s3.createBucket(request -> request.bucket("bench"));
            s3.putObject(request -> request.bucket("bench").key("interactions.csv"), csv);
            var dataset = createDataset(personalize);
            var ours = new double[rounds];
            var theirs = new double[rounds];
            for (int round = -1; round < rounds; round++) {
                double our = runJob(personalize, dataset, round + 1);
                double their = alone ? Double.NaN : runDuckdb(statement);
                System.out.printf(Locale.ROOT, "round %d: job %.2f s, DuckDB %.2f s%n", round + 1, our, their);
                if (round >= 0) {
                    ours[round] = our;
                    theirs[round] = their;
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "median of %d rounds: %.1f ns a row; job / DuckDB = %.2f; the server's %s%n",
                    rounds,
                    median(ours) / rows * 1e9,
                    median(ours) / median(theirs),
                    highestResidentMemory());
        }
    }

    private void awaitServer() throws InterruptedException {
        var client = HttpClient.newHttpClient();
        for (int i = 0; i < 600; i++) {
            try {
                var health =
                        HttpRequest.newBuilder(endpoint.resolve("/healthz")).build();
                if (client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(50); // not listening yet
            }
        }
        throw new IllegalStateException("the server did not come up");
    }

    private static String createDataset(PersonalizeClient personalize) throws InterruptedException {
        var schema = personalize
                .createSchema(request -> request.name("bench").schema(SCHEMA))
                .schemaArn();
        var group =
                personalize.createDatasetGroup(request -> request.name("bench")).datasetGroupArn();
        while (!personalize
                .describeDatasetGroup(request -> request.datasetGroupArn(group))
                .datasetGroup()
                .status()
                .equals("ACTIVE")) {
            Thread.sleep(10);
        }
        var dataset = personalize
                .createDataset(request -> request.name("bench")
                        .schemaArn(schema)
                        .datasetGroupArn(group)
                        .datasetType("Interactions"))
                .datasetArn();
        while (!personalize
                .describeDataset(request -> request.datasetArn(dataset))
                .dataset()
                .status()
                .equals("ACTIVE")) {
            Thread.sleep(10);
        }
        return dataset;
    }

    private static double runJob(PersonalizeClient personalize, String dataset, int round) throws InterruptedException {
        long began = System.nanoTime();
        var arn = personalize
                .createDatasetImportJob(request -> request.jobName("import-" + round)
                        .datasetArn(dataset)
                        .dataSource(source -> source.dataLocation("s3://bench/interactions.csv")))
                .datasetImportJobArn();
        DatasetImportJob job;
        do {
            Thread.sleep(5);
            job = personalize
                    .describeDatasetImportJob(request -> request.datasetImportJobArn(arn))
                    .datasetImportJob();
        } while (!job.status().equals("ACTIVE") && !job.status().equals("CREATE FAILED"));
        if (job.failureReason() != null) {
            throw new IllegalStateException(job.failureReason());
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private double runDuckdb(Statement statement) throws SQLException {
        long began = System.nanoTime();
        statement.execute("""
                COPY (SELECT * FROM read_csv('%s', header = true, columns = {
                    'USER_ID': 'VARCHAR', 'ITEM_ID': 'VARCHAR', 'EVENT_TYPE': 'VARCHAR', 'TIMESTAMP': 'BIGINT'}))
                TO '%s' (FORMAT parquet)""".formatted(csv, folder.resolve("duckdb.parquet")));
        return (System.nanoTime() - began) / 1e9;
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    private String highestResidentMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(server.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse("memory is unknown: no /proc here");
    }
}
