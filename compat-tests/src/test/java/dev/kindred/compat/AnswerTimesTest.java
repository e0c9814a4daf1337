package dev.kindred.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.ImportMode;
import software.amazon.awssdk.services.s3.S3Client;

/// The latency of a large response is the server's processing time. Neither side holds a packet back: delayed
/// acknowledgements alone cost 40 ms.
///
/// Slow: it creates 100 import jobs.
class AnswerTimesTest {

    private static final int CALLS = 40; // more than the packets that Linux acknowledges at once on a new connection
    private static final double ALLOWED_MILLIS = 8; // on a busy machine; a delayed packet costs 40
    private static final int LARGE = 5_000; // bytes: more than one write holds
    private static final int JOBS = 40;
    private static final int ITEMS = 600;
    private static final int OBJECTS = 60;
    private static final String CONTROL = "application/x-amz-json-1.1";

    @TempDir
    private static Path folder;

    private static PackagedServer server;
    private static String campaign;

    /// A request with a large response.
    ///
    /// @param logged the name of the request in the server's log
    record Call(String logged, String method, String path, Map<String, String> headers, String body) {

        static Call get(String path) {
            return new Call("GET " + path.replaceFirst("\\?.*", ""), "GET", path, Map.of(), "");
        }

        @Override
        public String toString() {
            return logged;
        }
    }

    static List<Call> fullSizeAnswers() {
        return List.of(
                new Call(
                        "ListDatasetImportJobs",
                        "POST",
                        "/",
                        Map.of("X-Amz-Target", "AmazonPersonalize.ListDatasetImportJobs", "Content-Type", CONTROL),
                        "{\"maxResults\": 100}"),
                new Call(
                        "GetRecommendations",
                        "POST",
                        "/recommendations",
                        Map.of("Content-Type", "application/json"),
                        "{\"campaignArn\": \"%s\", \"userId\": \"user-0\", \"numResults\": 500}".formatted(campaign)),
                Call.get("/data/large"),
                Call.get("/data?list-type=2"),
                Call.get("/metrics"));
    }

    @BeforeAll
    static void fill() throws IOException {
        server = PackagedServer.start(folder.resolve("data"), "--quota-pending-import-jobs=" + (JOBS + 1));
        try (var personalize = server.personalize();
                var s3 = server.s3()) {
            s3.createBucket(request -> request.bucket("data"));
            upload(s3);
            var group = DataGroup.open(personalize, "times", null);
            var dataset = group.importing(s3, "Interactions", PreferenceData.INTERACTIONS_SCHEMA, interactions());
            importAgain(personalize, dataset);
            var version = group.beginTraining(group.solution("aws-popularity-count"));
            group.awaitTraining(version);
            campaign = group.campaign("popular", version, false);
        }
    }

    private static void upload(S3Client s3) {
        s3.putObject(request -> request.bucket("data").key("large"), RequestBody.fromString("x".repeat(30_001)));
        s3.putObject(
                request -> request.bucket("data").key("rows.csv"),
                RequestBody.fromString(Shop.HEADER + "ann,tea,view,1700000000\n"));
        IntStream.range(0, OBJECTS)
                .forEach(i ->
                        s3.putObject(request -> request.bucket("data").key("x".repeat(400) + i), RequestBody.empty()));
    }

    private static String interactions() {
        return IntStream.range(0, 2 * ITEMS)
                .mapToObj(i -> "user-%d,item-%d,view,%d\n".formatted(i % 50, i % ITEMS, 1_700_000_000 + i))
                .collect(Collectors.joining("", Shop.HEADER, ""));
    }

    private static void importAgain(PersonalizeClient personalize, String dataset) {
        var shop = new Shop(personalize, dataset);
        var jobs = IntStream.range(1, JOBS)
                .mapToObj(i -> shop.createJob("x".repeat(60) + i, "rows.csv", ImportMode.INCREMENTAL))
                .toList();
        jobs.forEach(
                job -> assertThat(Polling.untilDone(personalize, job).status()).isEqualTo("ACTIVE"));
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("fullSizeAnswers")
    void aClientWaitsForALargeAnswerAsLongAsTheServerWorksOnIt(Call call) throws IOException {
        var seen = new ArrayList<Double>();

        for (int i = 0; i < CALLS; i++) {
            seen.add(ask(call));
        }

        Polling.until(() -> logged(call).size() >= CALLS);
        assertThat(median(seen) - median(logged(call))).isLessThan(ALLOWED_MILLIS);
    }

    /// Sends a request on a kept-alive connection, and returns the milliseconds until the response is complete.
    private static double ask(Call call) throws IOException {
        long began = System.nanoTime();
        var connection = (HttpURLConnection)
                URI.create(server.endpoint() + call.path()).toURL().openConnection();
        connection.setRequestMethod(call.method());
        call.headers().forEach(connection::setRequestProperty);
        if (!call.body().isEmpty()) {
            connection.setDoOutput(true);
            connection.getOutputStream().write(call.body().getBytes(StandardCharsets.UTF_8));
        }
        try (InputStream in = connection.getInputStream()) {
            assertThat(in.readAllBytes().length).isGreaterThan(LARGE);
        }
        return (System.nanoTime() - began) / 1e6;
    }

    /// Returns the milliseconds of each such request in the server's log.
    private static List<Double> logged(Call call) {
        var line = Pattern.compile("status=200 ms=(\\S+) op=" + Pattern.quote(call.logged()) + "$", Pattern.MULTILINE);
        try {
            return line.matcher(server.log())
                    .results()
                    .map(found -> Double.valueOf(found.group(1)))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static double median(List<Double> values) {
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
