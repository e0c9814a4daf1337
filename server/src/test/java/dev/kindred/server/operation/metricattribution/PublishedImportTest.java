package dev.kindred.server.operation.metricattribution;

import static dev.kindred.server.operation.Shop.await;
import static dev.kindred.server.operation.Shop.refusal;
import static dev.kindred.server.operation.metricattribution.AttributionFixture.metric;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Shop;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.serving.RecommendationId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Imports with `publishAttributionMetricsToS3`.
class PublishedImportTest {

    private static final long WINDOW = 1_700_000_100; // a multiple of 900
    private static final String HEADER =
            "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE,RECOMMENDATION_ID,EVENT_ATTRIBUTION_SOURCE";

    private final Shop shop = Shop.open();
    private final AttributionFixture fixture = new AttributionFixture(shop);

    private String report(String jobName) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("%s/kindred/jobs/%s/report?region=%s"
                            .formatted(shop.server().endpoint(), jobName, shop.region())))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    /// Returns a recommendation id of the recommender or campaign of that ARN.
    private static String idOf(String arn) {
        var tag = RecommendationId.tagOf(Arn.of(arn));
        return "RID-" + tag.substring(0, 8) + "-" + tag.substring(8) + "-4abc-8abc-0123456789ab";
    }

    @Test
    void theRowsAreCountedByWindowAndSourceTheNewestFirst() {
        shop.imported(
                "prices",
                fixture.items,
                shop.upload("items.csv", "ITEM_ID,PRICE,COLOUR", "hat,9.99,red", "cap,,", "tie,1000000,"));
        fixture.attribution(
                metric("sold", "buy", "SAMPLECOUNT()"),
                metric("earned", "buy", "SUM(Items.PRICE)"),
                metric("value", "buy", "SUM(Interactions.EVENT_VALUE)"));

        fixture.importReported(
                "first",
                null,
                shop.upload(
                        "events.csv",
                        HEADER,
                        "ann,hat," + WINDOW + ",buy,1.1,,page",
                        "ann,hat," + (WINDOW + 899) + ",BUY,1.1,,page",
                        "ann,cap," + (WINDOW + 900) + ",buy,,,\"a,b\"",
                        "ben,tie," + (WINDOW - 1) + ",buy,2,RID-nothing,",
                        "ben,tie," + (WINDOW - 1) + ",buy,3," + idOf(shop.arn("campaign/none")) + ",",
                        "ben,none," + (WINDOW - 1) + ",view,3,,page"));

        assertThat(fixture.reports()).hasSize(1);
        assertThat(fixture.reports().getFirst()).matches("AggregatedAttributionMetrics - FULL - \\d{13}\\.csv");
        assertThat(shop.download(shop.folder("reports") + fixture.reports().getFirst()))
                .containsExactly(
                        "METRIC_NAME,EVENT_TYPE,VALUE,MATH_FUNCTION,EVENT_ATTRIBUTION_SOURCE,TIMESTAMP",
                        "SOLD,BUY,1.0,samplecount,\"a,b\"," + (WINDOW + 900),
                        "SOLD,BUY,2.0,samplecount,page," + WINDOW,
                        "EARNED,BUY,19.98,sum,page," + WINDOW,
                        "VALUE,BUY,2.2,sum,page," + WINDOW,
                        "SOLD,BUY,2.0,samplecount,SOURCE_NAME_UNDEFINED," + (WINDOW - 900),
                        "EARNED,BUY,2000000.0,sum,SOURCE_NAME_UNDEFINED," + (WINDOW - 900),
                        "VALUE,BUY,5.0,sum,SOURCE_NAME_UNDEFINED," + (WINDOW - 900));
        assertThat(shop.job(shop.arn("dataset-import-job/first")).publishAttributionMetricsToS3())
                .isTrue();
    }

    @Test
    void aFolderForReportsNeedsNoSlash() {
        var arn = fixture.attribution(metric("sold", "buy", "SAMPLECOUNT()"));
        var folder = shop.folder("reports");
        fixture.personalize.updateMetricAttribution(it -> it.metricAttributionArn(arn)
                .metricsOutputConfig(output -> output.roleArn(AttributionFixture.ROLE)
                        .s3DataDestination(to -> to.path(folder.substring(0, folder.length() - 1)))));

        fixture.importReported(
                "first", null, shop.upload("events.csv", HEADER, "ann,hat," + WINDOW + ",buy,1.1,,page"));

        assertThat(fixture.reports()).hasSize(1);
    }

    @Test
    void theSumsOfAReportAreThoseOfTheFile() {
        fixture.attribution(
                metric("sold", "buy", "SAMPLECOUNT()"), metric("at", "buy", "SUM(Interactions.EVENT_VALUE)"));
        var random = new Random(3);
        var lines = new ArrayList<>(List.of(HEADER));
        int bought = 0;
        long value = 0;
        for (int i = 0; i < 5_000; i++) {
            boolean buys = random.nextInt(3) > 0;
            int worth = random.nextInt(1_000);
            lines.add("u%d,i%d,%d,%s,%d,,%s"
                    .formatted(
                            i,
                            i % 7,
                            WINDOW + random.nextInt(200_000),
                            buys ? "buy" : "view",
                            worth,
                            "s" + random.nextInt(9)));
            bought += buys ? 1 : 0;
            value += buys ? worth : 0;
        }

        fixture.importReported("many", null, shop.upload("events.csv", lines.toArray(String[]::new)));

        var reported =
                fixture.lines("FULL").stream().map(line -> line.split(",", -1)).toList();
        assertThat(reported.stream()
                        .filter(cells -> cells[0].equals("SOLD"))
                        .mapToDouble(cells -> Double.parseDouble(cells[2]))
                        .sum())
                .isEqualTo(bought);
        assertThat(reported.stream()
                        .filter(cells -> cells[0].equals("AT"))
                        .mapToDouble(cells -> Double.parseDouble(cells[2]))
                        .sum())
                .isEqualTo((double) value);
        assertThat(reported.stream().map(cells -> Long.valueOf(cells[5])))
                .isSortedAccordingTo((one, other) -> other.compareTo(one))
                .allMatch(window -> window % 900 == 0);
    }

    @Test
    void anIncrementalImportReportsWhatItAddsAndNotWhatWasThere() {
        fixture.attribution(metric("sold", "buy", "SAMPLECOUNT()"));
        var there = "ann,hat," + WINDOW + ",buy,,,page";
        shop.imported("first", fixture.interactions, shop.upload("one.csv", HEADER, there));
        fixture.reports();

        fixture.importReported(
                "second", "INCREMENTAL", shop.upload("two.csv", HEADER, there, "ben,hat," + WINDOW + ",buy,,,page"));

        assertThat(fixture.lines("INCREMENTAL")).containsExactly("SOLD,BUY,1.0,samplecount,page," + WINDOW);
    }

    @Test
    void withoutAMetricAttributionThatIsActiveAndHasAFolderItIsRefused() {
        var file = shop.upload("events.csv", HEADER, "ann,hat,1,buy,,,");

        assertThat(refusal(() -> fixture.beginReported("first", fixture.interactions, null, file)))
                .isEqualTo("InvalidInputException: publishAttributionMetricsToS3 needs a metric attribution with an S3"
                        + " destination, and dataset group " + fixture.group
                        + " has none. Create it first, or leave it out.");
        var arn = fixture.attribution(metric("sold", "buy", "SAMPLECOUNT()"));
        assertThat(refusal(() -> fixture.beginReported("first", fixture.items, null, file)))
                .isEqualTo("InvalidInputException: publishAttributionMetricsToS3 is for interactions, and dataset "
                        + fixture.items + " is of type ITEMS.");
        fixture.personalize.updateMetricAttribution(it ->
                it.metricAttributionArn(arn).metricsOutputConfig(output -> output.roleArn(AttributionFixture.ROLE)));
        assertThat(refusal(() -> fixture.beginReported("first", fixture.interactions, null, file)))
                .isEqualTo("InvalidInputException: publishAttributionMetricsToS3 needs an S3 destination, and " + arn
                        + " has none. Give it one with UpdateMetricAttribution.");
        fixture.personalize.deleteMetricAttribution(it -> it.metricAttributionArn(arn));
        assertThat(refusal(() -> fixture.beginReported("first", fixture.interactions, null, file)))
                .startsWith("InvalidInputException: publishAttributionMetricsToS3 needs a metric attribution that is"
                        + " ACTIVE, and " + arn + " is DELETE ");
    }

    @Test
    void aReportThatCannotBeWrittenCostsTheImportNothingAndItsOwnReportTellsOfIt() throws Exception {
        fixture.personalize.createMetricAttribution(it -> it.name("worth")
                .datasetGroupArn(fixture.group)
                .metrics(metric("sold", "buy", "SAMPLECOUNT()"))
                .metricsOutputConfig(output -> output.roleArn(AttributionFixture.ROLE)
                        .s3DataDestination(folder -> folder.path("s3://nowhere-" + shop.region() + "/reports/"))));
        await(
                "ACTIVE",
                () -> fixture.describe(shop.arn("metric-attribution/worth")).status());

        fixture.importReported("first", null, shop.upload("events.csv", HEADER, "ann,hat,1,buy,,,"));

        assertThat(report("first"))
                .contains("\"rowsImported\":1")
                .contains("The rows are imported, but the report of their metric attribution could not be written:");
    }
}
