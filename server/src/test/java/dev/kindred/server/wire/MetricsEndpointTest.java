package dev.kindred.server.wire;

import static dev.kindred.server.operation.Shop.await;
import static dev.kindred.server.operation.metricattribution.AttributionFixture.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kindred.server.operation.Shop;
import dev.kindred.server.operation.metricattribution.AttributionFixture;
import dev.kindred.server.operation.runtime.GenreTasteFixture;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.personalizeevents.model.Event;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsEndpointTest {

    private static final String HEADER =
            "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE,RECOMMENDATION_ID,EVENT_ATTRIBUTION_SOURCE";

    private final HttpClient http = HttpClient.newHttpClient();

    @AfterAll
    void close() {
        http.close();
    }

    private HttpResponse<String> get(Shop shop, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(shop.server().endpoint() + "/metrics"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private List<String> lines(Shop shop) {
        try {
            return get(shop).body().lines().toList();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Returns the value of the only line that begins with `family` and has all these labels, or 0 if there is
    /// none.
    private double value(Shop shop, String family, String... labels) {
        var found = lines(shop).stream()
                .filter(line -> line.startsWith(family + "{")
                        && List.of(labels).stream().allMatch(line::contains))
                .toList();
        assertThat(found).hasSizeLessThanOrEqualTo(1);
        return found.isEmpty()
                ? 0
                : Double.parseDouble(found.getFirst().substring(found.getFirst().lastIndexOf(' ')));
    }

    @Test
    void itIsPlainTextForPrometheusAndTellsOfTheJvm() throws Exception {
        var answer = get(Shop.open());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain; version=0.0.4");
        assertThat(answer.body())
                .contains("# TYPE kindred_requests_total counter", "# TYPE kindred_request_seconds histogram")
                .contains("jvm_memory_used_bytes", "process_start_time_seconds");
    }

    @Test
    void noPageOfAnotherSiteCanReadIt() throws Exception {
        var answer = get(Shop.open(), "Origin", "https://shop.example");

        assertThat(answer.headers().map()).doesNotContainKeys("access-control-allow-origin");
        var asked = http.send(
                HttpRequest.newBuilder(URI.create(Shop.open().server().endpoint() + "/metrics"))
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                        .headers("Origin", "https://shop.example", "Access-Control-Request-Method", "GET")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(asked.headers().map()).doesNotContainKeys("access-control-allow-origin");
    }

    @Test
    void requestsAreCountedByOperationAndStatusWhateverTheyAreCalled() throws Exception {
        var shop = Shop.open();
        double before = value(shop, "kindred_requests_total", "operation=\"DeleteFilter\"", "status=\"400\"");

        for (int i = 0; i < 3; i++) {
            assertThat(catchThrowable(
                            () -> shop.personalize().deleteFilter(it -> it.filterArn(shop.arn("filter/none")))))
                    .isNotNull();
        }
        for (int i = 0; i < 5; i++) {
            http.send(
                    HttpRequest.newBuilder(shop.server().endpoint())
                            .header("X-Amz-Target", "AmazonPersonalize.Nonsense" + i)
                            .POST(HttpRequest.BodyPublishers.ofString("{}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        await(() ->
                value(shop, "kindred_requests_total", "operation=\"DeleteFilter\"", "status=\"400\"") == before + 3);
        assertThat(lines(shop)).noneMatch(line -> line.contains("Nonsense"));
        assertThat(value(shop, "kindred_requests_total", "operation=\"unknown\"", "status=\"400\""))
                .isGreaterThanOrEqualTo(5);
    }

    @Test
    void jobsAreCountedByTaskAndOutcome() {
        var shop = Shop.open();
        double failed = value(shop, "kindred_jobs_total", "task=\"IMPORT\"", "outcome=\"failed\"");
        double done = value(shop, "kindred_jobs_total", "task=\"IMPORT\"", "outcome=\"done\"");
        var dataset = shop.interactions();

        shop.imported("good", dataset, shop.oneInteraction());
        var bad = shop.beginImport("bad", dataset, "s3://none/none.csv");
        await("CREATE FAILED", () -> shop.job(bad).status());

        await(() -> value(shop, "kindred_jobs_total", "task=\"IMPORT\"", "outcome=\"failed\"") > failed
                && value(shop, "kindred_jobs_total", "task=\"IMPORT\"", "outcome=\"done\"") > done);
    }

    @Test
    void eventsAreOwedToTheCampaignThatRecommendedUnlessTheyNameASource() {
        var genreFixture = new GenreTasteFixture();
        var shop = genreFixture.shop;
        var campaign = genreFixture.campaign("aws-popularity-count");
        var made = genreFixture
                .personalize
                .createMetricAttribution(it -> it.name("worth")
                        .datasetGroupArn(genreFixture.group)
                        .metrics(metric("seen", "watch", "SAMPLECOUNT()"), metric("paid", "watch", "SUM(Items.PRICE)"))
                        .metricsOutputConfig(output -> output.roleArn(AttributionFixture.ROLE)))
                .metricAttributionArn();
        await(
                "ACTIVE",
                () -> genreFixture
                        .personalize
                        .describeMetricAttribution(it -> it.metricAttributionArn(made))
                        .metricAttribution()
                        .status());
        var tracker = shop.tracker("clicks", genreFixture.group);
        var trackingId = genreFixture
                .personalize
                .describeEventTracker(it -> it.eventTrackerArn(tracker))
                .eventTracker()
                .trackingId();

        var id = genreFixture
                .runtime
                .getRecommendations(it -> it.campaignArn(campaign).userId("u1"))
                .recommendationId();
        var event = Event.builder().eventType("Watch").itemId("c3").sentAt(Instant.now());
        genreFixture.events.putEvents(it -> it.trackingId(trackingId)
                .userId("u1")
                .sessionId("session")
                .eventList(
                        event.recommendationId(id).build(),
                        event.recommendationId(id)
                                .metricAttribution(source -> source.eventAttributionSource("the \"page\""))
                                .build(),
                        event.recommendationId(null)
                                .metricAttribution(
                                        (software.amazon.awssdk.services.personalizeevents.model.MetricAttribution)
                                                null)
                                .build()));

        var group = "dataset_group=\"" + genreFixture.group + "\"";
        await(() ->
                value(shop, "kindred_attribution_value", group, "metric_name=\"paid\"", "SOURCE_NAME_UNDEFINED") > 0);
        for (var source : List.of(campaign, "the \\\"page\\\"", "SOURCE_NAME_UNDEFINED")) {
            var label = "event_attribution_source=\"" + source + "\"";
            assertThat(value(shop, "kindred_attribution_value", group, "metric_name=\"seen\"", label))
                    .isEqualTo(1);
            assertThat(value(shop, "kindred_attribution_value", group, "metric_name=\"paid\"", label))
                    .isEqualTo(3.5);
        }
        assertThat(value(shop, "kindred_recommendations_total", "source=\"" + campaign + "\""))
                .isEqualTo(1);
        assertThat(value(shop, "kindred_put_records_total", "dataset=\"" + genreFixture.interactions + "\""))
                .isEqualTo(3);

        genreFixture.personalize.deleteMetricAttribution(it -> it.metricAttributionArn(made));
        await(() ->
                lines(shop).stream().noneMatch(line -> line.startsWith("kindred_attribution") && line.contains(group)));
        genreFixture.close();
    }

    @Test
    void whatAnIncrementalImportAddsIsShownAsFarAsItIsYoungAndSourcesBeyondAHundredAsOne() {
        var shop = Shop.open();
        var attributionFixture = new AttributionFixture(shop);
        attributionFixture.attribution(
                metric("sold", "buy", "SAMPLECOUNT()"), metric("worth", "buy", "SUM(Interactions.EVENT_VALUE)"));
        shop.imported("first", attributionFixture.interactions, shop.upload("one.csv", HEADER, "ann,hat,1,buy,,,page"));
        long now = Instant.now().getEpochSecond();
        var lines = IntStream.range(0, 120)
                .mapToObj(i -> "ben,hat,%d,buy,-0.5,,source%d".formatted(now - 1_000, i))
                .toList();

        var job = shop.personalize()
                .createDatasetImportJob(it -> it.jobName("second")
                        .datasetArn(attributionFixture.interactions)
                        .importMode("INCREMENTAL")
                        .dataSource(from -> from.dataLocation(
                                shop.upload("two.csv", HEADER, "ann,hat,1,buy,1,,old", String.join("\n", lines)))))
                .datasetImportJobArn();
        await("ACTIVE", () -> shop.job(job).status());

        var group = "dataset_group=\"" + attributionFixture.group + "\"";
        await(() -> value(shop, "kindred_attribution_value", group, "metric_name=\"worth\"", "OTHER_SOURCES") < 0);
        assertThat(value(shop, "kindred_attribution_value", group, "metric_name=\"sold\"", "OTHER_SOURCES"))
                .isEqualTo(20);
        assertThat(value(shop, "kindred_attribution_value", group, "metric_name=\"worth\"", "OTHER_SOURCES"))
                .isEqualTo(-10);
        assertThat(lines(shop).stream()
                        .filter(line -> line.startsWith("kindred_attribution_value") && line.contains(group)))
                .hasSize(202)
                .noneMatch(line -> line.contains("\"old\"") || line.contains("\"page\""));
    }
}
