package dev.kindred.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.IngestionMode;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A data directory of an earlier version opens, and the server answers from it as that version did.
///
/// The fixture `earlier` was made by the version of 30 November 2026, commit 504a277. `data.zip` is the data
/// directory after a stop; `answers.json` holds the responses of that version's server, started on a copy of it.
/// To make the fixture again, or one of another version, run `server/src/test/fixtures/make_earlier_data.py` on
/// a checkout of that version.
///
/// The clock is fixed at the time of the recording: no schedule is due, and no answer depends on the date of the
/// test. The methods run in order on one server, because later ones change data that earlier ones compare.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EarlierDataTest {

    private static final double TOLERANCE = 1e-5;
    private static final String ARN = "arn:aws:personalize:us-east-1:000000000000:";
    private static final String WAITING = "arn:aws:personalize:eu-west-1:000000000000:";

    private record Answers(Instant recordedAt, List<Call> calls, Map<String, Map<IngestionMode, List<String>>> rows) {}

    private record Call(String name, Sent request, int status, Map<String, String> headers, JsonNode body) {}

    private record Sent(String method, String path, Map<String, String> headers, String body) {}

    private static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.EPOCH);
    private static Answers recorded;
    private static List<Path> files;
    private static TestServer server;
    private static HttpClient http;
    private static PersonalizeClient personalize;
    private static S3Client s3;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        try (var answers = resource("answers.json")) {
            recorded = JsonMapper.shared().readValue(answers, Answers.class);
        }
        files = Folders.unpack(resource("data.zip"), folder);
        NOW.set(recorded.recordedAt());
        server = TestServer.clocked(folder, NOW::get);
        http = HttpClient.newHttpClient();
        personalize = server.personalize();
        s3 = server.s3();
    }

    @AfterAll
    static void stop() {
        s3.close();
        personalize.close();
        http.close();
        server.close();
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(EarlierDataTest.class.getResourceAsStream("earlier/" + name), name);
    }

    @Test
    @Order(1)
    void noFileOfTheDirectoryIsMovedOrDeleted() {
        assertThat(server.folder().resolve("quarantine")).doesNotExist();
        assertThat(files)
                .filteredOn(file -> file.toString().contains("us-east-1") || file.startsWith("s3"))
                .hasSizeGreaterThan(50)
                .allSatisfy(file -> assertThat(server.folder().resolve(file)).isRegularFile());
    }

    @TestFactory
    @Order(1)
    Stream<DynamicTest> everyCallAnswersAsItDid() {
        return recorded.calls().stream()
                .map(call -> dynamicTest(call.name(), () -> {
                    var answer = send(call.request());
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(call.status());
                    call.headers()
                            .forEach(
                                    (name, value) -> assertThat(answer.headers().firstValue(name))
                                            .as(name)
                                            .hasValue(value));
                    if (call.body().isString()) {
                        assertThat(withoutRequestId(answer.body()))
                                .isEqualTo(withoutRequestId(call.body().stringValue()));
                    } else {
                        assertSame("", call.body(), JsonMapper.shared().readTree(answer.body()));
                    }
                }));
    }

    private static HttpResponse<String> send(Sent sent) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(server.endpoint() + sent.path()));
        sent.headers().forEach(request::header);
        var body = sent.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(sent.body());
        return http.send(request.method(sent.method(), body).build(), BodyHandlers.ofString());
    }

    private static String withoutRequestId(String body) {
        return body.replaceAll("<RequestId>[^<]*</RequestId>", "");
    }

    /// Compares member by member, so that a failure names the one that differs. Each answer has an id of its
    /// own.
    private static void assertSame(String place, JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            assertThat(actual.propertyNames()).as(place).containsExactlyInAnyOrderElementsOf(expected.propertyNames());
            for (var name : expected.propertyNames()) {
                if (!name.equals("recommendationId")) {
                    assertSame(place + "/" + name, expected.path(name), actual.path(name));
                }
            }
        } else if (expected.isArray() && actual.isArray()) {
            assertThat(actual.size()).as(place).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertSame(place + "/" + i, expected.path(i), actual.path(i));
            }
        } else if (expected.isNumber() && actual.isNumber()) {
            assertThat(actual.doubleValue()).as(place).isCloseTo(expected.doubleValue(), offset(TOLERANCE));
        } else {
            assertThat(actual).as(place).isEqualTo(expected);
        }
    }

    @TestFactory
    @Order(2)
    Stream<DynamicTest> everyDatasetHoldsTheRowsThatItHeld() {
        return recorded.rows().entrySet().stream()
                .flatMap(dataset -> dataset.getValue().entrySet().stream()
                        .map(rows -> dynamicTest(
                                rows.getKey() + " " + dataset.getKey(),
                                () -> assertThat(exported(dataset.getKey(), rows.getKey()))
                                        .containsExactlyElementsOf(rows.getValue()))));
    }

    private static List<String> exported(String dataset, IngestionMode mode) {
        var folder = "exported-by-test/" + dataset.replaceAll(".*dataset/", "") + "/" + mode + "/";
        var job = personalize
                .createDatasetExportJob(request -> request.jobName(folder.replace('/', '-') + "x")
                        .datasetArn(dataset)
                        .roleArn("arn:aws:iam::000000000000:role/earlier")
                        .ingestionMode(mode)
                        .jobOutput(output -> output.s3DataDestination(to -> to.path("s3://data/" + folder))))
                .datasetExportJobArn();
        untilActive(() -> personalize
                .describeDatasetExportJob(request -> request.datasetExportJobArn(job))
                .datasetExportJob()
                .status());
        return keysBelow(folder).stream()
                .flatMap(EarlierDataTest::linesOf)
                .sorted()
                .toList();
    }

    private static List<String> keysBelow(String prefix) {
        return s3.listObjectsV2(request -> request.bucket("data").prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private static Stream<String> linesOf(String key) {
        return s3.getObjectAsBytes(request -> request.bucket("data").key(key))
                .asUtf8String()
                .lines();
    }

    private static void untilActive(Supplier<String> status) {
        Polling.until(() -> {
            assertThat(status.get()).doesNotContain("FAILED");
            return status.get().equals("ACTIVE");
        });
    }

    @Test
    @Order(3)
    void jobsThatWereWaitingAreDone() {
        try (var waiting = server.personalize("eu-west-1")) {
            untilActive(() -> waiting.listSolutionVersions(request -> request.solutionArn(WAITING + "solution/waiting"))
                    .solutionVersions()
                    .getFirst()
                    .status());
            untilActive(() -> waiting
                    .listDatasetImportJobs(request -> request.datasetArn(WAITING + "dataset/waiting/INTERACTIONS"))
                    .datasetImportJobs()
                    .stream()
                    .filter(job -> job.jobName().equals("waiting"))
                    .findFirst()
                    .orElseThrow()
                    .status());
        }
    }

    @Test
    @Order(4)
    void aNewVersionIsTrainedAndDeployed() {
        var version = personalize
                .createSolutionVersion(request -> request.solutionArn(ARN + "solution/for-you-v2"))
                .solutionVersionArn();
        untilActive(() -> personalize
                .describeSolutionVersion(request -> request.solutionVersionArn(version))
                .solutionVersion()
                .status());

        var campaign = ARN + "campaign/for-you-v2";
        personalize.updateCampaign(request -> request.campaignArn(campaign).solutionVersionArn(version));
        untilActive(() -> personalize
                .describeCampaign(request -> request.campaignArn(campaign))
                .campaign()
                .latestCampaignUpdate()
                .status());

        try (var runtime = server.configure(PersonalizeRuntimeClient.builder()).build()) {
            assertThat(runtime.getRecommendations(request -> request.campaignArn(campaign)
                                    .userId("user-3")
                                    .numResults(10))
                            .itemList())
                    .hasSize(10);
        }
    }

    @Test
    @Order(5)
    void whatIsScheduledIsDoneWhenItsTimeComes() {
        NOW.set(recorded.recordedAt().plus(Duration.ofDays(4)));
        wakeTheQueue();

        Polling.until(() -> !personalize
                .listSolutionVersions(request -> request.solutionArn(ARN + "solution/by-itself"))
                .solutionVersions()
                .isEmpty());
        Polling.until(() -> !keysBelow("reports/").isEmpty());
        assertThat(keysBelow("reports/").stream().flatMap(EarlierDataTest::linesOf))
                .anyMatch(line -> line.startsWith("WATCHED,WATCH,1.0,samplecount,letter,"))
                .anyMatch(line -> line.startsWith("WATCHED,WATCH,1.0,samplecount," + ARN + "campaign/popular,"));
    }

    /// The queue reads the clock when a job is enqueued.
    private static void wakeTheQueue() {
        personalize.deleteFilter(request -> request.filterArn(ARN + "filter/grown-up"));
    }
}
