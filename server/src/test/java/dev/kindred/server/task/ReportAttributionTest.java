package dev.kindred.server.task;

import static dev.kindred.server.operation.Shop.await;
import static dev.kindred.server.operation.metricattribution.AttributionFixture.metric;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import dev.kindred.server.operation.metricattribution.AttributionFixture;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.personalizeevents.model.Event;

/// Reports on streamed events.
class ReportAttributionTest {

    private static final Map<String, String> OFTEN = Map.of("attribution.report-interval", "100ms");

    /// A time whose window has ended.
    private final Instant before = Instant.now().minus(Duration.ofMinutes(40));

    private final Path folder;

    ReportAttributionTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private TestServer server() {
        return TestServer.in(folder, OFTEN, ImportDataset.Milestones.UNWATCHED);
    }

    private static long window(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), 900) * 900;
    }

    private static Consumer<Event.Builder> from(String source) {
        return event -> event.metricAttribution(it -> it.eventAttributionSource(source));
    }

    /// Returns the totals over all reports, by metric.
    private static Map<String, BigDecimal> sums(AttributionFixture fixture) {
        return fixture.lines("PutEvents").stream()
                .map(line -> line.split(",", -1))
                .collect(Collectors.groupingBy(
                        cells -> cells[0],
                        Collectors.reducing(BigDecimal.ZERO, cells -> new BigDecimal(cells[2]), BigDecimal::add)));
    }

    private static void awaitSum(AttributionFixture fixture, String metric, int sum) {
        await(() -> sums(fixture).getOrDefault(metric, BigDecimal.ZERO).compareTo(BigDecimal.valueOf(sum)) >= 0);
    }

    private static void export(AttributionFixture fixture, String name) {
        var job = fixture.personalize
                .createDatasetExportJob(it -> it.jobName(name)
                        .datasetArn(fixture.interactions)
                        .roleArn(AttributionFixture.ROLE)
                        .jobOutput(out -> out.s3DataDestination(to -> to.path(fixture.shop.folder("exported")))))
                .datasetExportJobArn();
        await(
                "ACTIVE",
                () -> fixture.personalize
                        .describeDatasetExportJob(it -> it.datasetExportJobArn(job))
                        .datasetExportJob()
                        .status());
    }

    @Test
    void whatCameInIsReportedByWindowAndSource() {
        try (var server = server()) {
            var fixture = new AttributionFixture(Shop.at(server), Avro.SHOP_INTERACTIONS);
            fixture.shop.imported(
                    "prices",
                    fixture.items,
                    fixture.shop.upload("items.csv", "ITEM_ID,PRICE,COLOUR", "hat,9.99,", "cap,0.01,"));
            fixture.reports();
            fixture.attribution(
                    metric("Sold", "Buy", "SAMPLECOUNT()"),
                    metric("earned", "buy", "SUM(Items.PRICE)"),
                    metric("seen", "view", "SAMPLECOUNT()"));
            var earlier = before.minus(Duration.ofMinutes(15));

            fixture.put(before, List.of(from("a, \"b\""), from("page"), from("page"), event -> event.itemId("cap")));
            fixture.put(earlier, List.of(from("page")));

            awaitSum(fixture, "SOLD", 5);
            assertThat(fixture.lines("PutEvents"))
                    .containsExactlyInAnyOrder(
                            "SOLD,BUY,1.0,samplecount,\"a, \\\"b\\\"\"," + window(before),
                            "SOLD,BUY,2.0,samplecount,page," + window(before),
                            "SOLD,BUY,1.0,samplecount,SOURCE_NAME_UNDEFINED," + window(before),
                            "EARNED,BUY,9.99,sum,\"a, \\\"b\\\"\"," + window(before),
                            "EARNED,BUY,19.98,sum,page," + window(before),
                            "EARNED,BUY,0.01,sum,SOURCE_NAME_UNDEFINED," + window(before),
                            "SOLD,BUY,1.0,samplecount,page," + window(earlier),
                            "EARNED,BUY,9.99,sum,page," + window(earlier));
            assertThat(fixture.reports())
                    .allMatch(name -> name.matches("AggregatedAttributionMetrics - PutEvents - \\d{13}\\.csv"));
        }
    }

    @Test
    void aPropertyNamesTheSourceWhereTheEventDoesNot() {
        try (var server = server()) {
            var fixture = new AttributionFixture(Shop.at(server));
            fixture.reports();
            fixture.attribution(metric("sold", "buy", "SAMPLECOUNT()"));
            Consumer<Event.Builder> property = event -> event.properties("{\"eventAttributionSource\": \"mail\"}");

            fixture.put(before, List.of(property, property.andThen(from("page"))));

            awaitSum(fixture, "SOLD", 2);
            assertThat(fixture.lines("PutEvents"))
                    .containsExactlyInAnyOrder(
                            "SOLD,BUY,1.0,samplecount,mail," + window(before),
                            "SOLD,BUY,1.0,samplecount,page," + window(before));
        }
    }

    @Test
    void everyEventIsReportedOnceThoughTheServerStartsAnewAndTheLogBecomesDatasetFiles() {
        var random = new Random(11);
        int put = 0;
        String region;
        try (var server = server()) {
            var shop = Shop.at(server);
            region = shop.region();
            new AttributionFixture(shop)
                    .attribution(
                            metric("sold", "buy", "SAMPLECOUNT()"),
                            metric("worth", "buy", "SUM(Interactions.EVENT_VALUE)"));
        }
        for (int start = 0; start < 3; start++) {
            try (var server = server()) {
                var fixture = AttributionFixture.reopened(Shop.at(server, region));
                for (int round = 0; round < 3; round++) {
                    int some = 1 + random.nextInt(25);
                    fixture.put(
                            before.minusSeconds(random.nextInt(7_200)),
                            IntStream.range(0, some)
                                    .mapToObj(i -> from("source" + random.nextInt(130))
                                            .andThen(event -> event.eventValue(0.1f)))
                                    .toList());
                    put += some;
                    if (random.nextBoolean()) {
                        awaitSum(fixture, "SOLD", put);
                    }
                    if (random.nextBoolean()) {
                        export(fixture, "export-" + start + "-" + round);
                    }
                }
            }
        }
        try (var server = server()) {
            var fixture = AttributionFixture.reopened(Shop.at(server, region));

            awaitSum(fixture, "SOLD", put);
            export(fixture, "last");
            fixture.put(before, List.of(event -> {}));
            awaitSum(fixture, "SOLD", put + 1);

            assertThat(sums(fixture).get("SOLD")).isEqualByComparingTo(BigDecimal.valueOf(put + 1));
            assertThat(sums(fixture).get("WORTH")).isEqualByComparingTo(BigDecimal.valueOf(put, 1));
            assertThat(fixture.lines("PutEvents").stream()
                            .map(line -> line.split(",", -1)[4])
                            .distinct())
                    .hasSizeLessThanOrEqualTo(102);
        }
    }

    @Test
    void windowsThatAreNotOverAndEventsThatAreTooOldOrTooFarAheadAreNotReported() {
        try (var server = server()) {
            var fixture = new AttributionFixture(Shop.at(server));
            fixture.reports();
            fixture.attribution(metric("sold", "buy", "SAMPLECOUNT()"));

            fixture.put(Instant.now().plusSeconds(900), List.of(from("later")));
            fixture.put(Instant.now().minus(Duration.ofDays(15)), List.of(from("old")));
            fixture.put(Instant.ofEpochSecond(32_503_680_000L), List.of(from("far")));
            fixture.put(before, List.of(from("now")));

            awaitSum(fixture, "SOLD", 1);
            assertThat(fixture.lines("PutEvents")).containsExactly("SOLD,BUY,1.0,samplecount,now," + window(before));
        }
    }

    @Test
    void beyondAHundredSourcesTheOthersAreOne() {
        try (var server = server()) {
            var fixture = new AttributionFixture(Shop.at(server));
            fixture.reports();
            fixture.attribution(metric("sold", "buy", "SAMPLECOUNT()"));
            var events = new ArrayList<Consumer<Event.Builder>>();
            IntStream.range(0, 120).forEach(i -> events.add(from("source" + i)));

            fixture.put(before, events);
            awaitSum(fixture, "SOLD", 120);
            export(fixture, "sealed");
            fixture.put(before, List.of(from("source7"), from("source119")));
            awaitSum(fixture, "SOLD", 122);

            var lines = fixture.lines("PutEvents");
            assertThat(lines.stream().map(line -> line.split(",", -1)[4]).distinct())
                    .hasSize(101)
                    .contains("OTHER_SOURCES", "source7")
                    .doesNotContain("source119");
            assertThat(lines.stream()
                            .filter(line -> line.contains("OTHER_SOURCES"))
                            .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[2]))
                            .sum())
                    .isEqualTo(21);
        }
    }

    @Test
    void aMetricCountsFromWhenItWasAddedAndNothingWhenItHasGone() {
        try (var server = server()) {
            var fixture = new AttributionFixture(Shop.at(server));
            fixture.reports();
            fixture.put(before, List.of(from("early")));
            var arn = fixture.attribution(metric("sold", "buy", "SAMPLECOUNT()"));
            fixture.put(before, List.of(from("then")));
            awaitSum(fixture, "SOLD", 1);

            fixture.personalize.updateMetricAttribution(it -> it.metricAttributionArn(arn)
                    .removeMetrics("sold")
                    .addMetrics(metric("bought", "buy", "SAMPLECOUNT()")));
            fixture.put(before, List.of(from("now")));

            awaitSum(fixture, "BOUGHT", 1);
            assertThat(fixture.lines("PutEvents"))
                    .containsExactlyInAnyOrder(
                            "SOLD,BUY,1.0,samplecount,then," + window(before),
                            "BOUGHT,BUY,1.0,samplecount,now," + window(before));
        }
    }

    @Test
    void aFolderThatCannotBeWrittenCostsNoEvent() {
        try (var server = server()) {
            var fixture = new AttributionFixture(Shop.at(server)); // no bucket yet
            fixture.attribution(metric("sold", "buy", "SAMPLECOUNT()"));
            fixture.put(before, List.of(from("page"), from("page")));
            export(boutiqueWithBucket(fixture), "sealed");

            awaitSum(fixture, "SOLD", 2);

            assertThat(fixture.lines("PutEvents")).containsExactly("SOLD,BUY,2.0,samplecount,page," + window(before));
        }
    }

    private static AttributionFixture boutiqueWithBucket(AttributionFixture fixture) {
        fixture.reports();
        return fixture;
    }

    @Test
    void aDeletionWhileReportsAreWrittenLeavesNothingBehind() {
        try (var server = server()) {
            var fixture = new AttributionFixture(Shop.at(server));
            fixture.reports();
            for (int time = 0; time < 5; time++) {
                var arn = fixture.attribution(metric("sold", "buy", "SAMPLECOUNT()"));
                fixture.put(before, List.of(from("time" + time)));
                fixture.personalize.deleteMetricAttribution(it -> it.metricAttributionArn(arn));
                fixture.put(before, List.of(from("gone")));
                Shop.awaitGone(() -> fixture.describe(arn));
            }
            var arn = fixture.attribution(metric("sold", "buy", "SAMPLECOUNT()"));
            fixture.put(before, List.of(from("last")));

            await(() -> fixture.lines("PutEvents").contains("SOLD,BUY,1.0,samplecount,last," + window(before)));
            assertThat(fixture.describe(arn).status()).isEqualTo("ACTIVE");
        }
    }
}
