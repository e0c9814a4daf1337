package dev.kindred.server.task;

import static dev.kindred.server.operation.Shop.await;
import static dev.kindred.server.operation.metricattribution.Boutique.metric;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import dev.kindred.server.operation.metricattribution.Boutique;
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
    private static Map<String, BigDecimal> sums(Boutique boutique) {
        return boutique.lines("PutEvents").stream()
                .map(line -> line.split(",", -1))
                .collect(Collectors.groupingBy(
                        cells -> cells[0],
                        Collectors.reducing(BigDecimal.ZERO, cells -> new BigDecimal(cells[2]), BigDecimal::add)));
    }

    private static void awaitSum(Boutique boutique, String metric, int sum) {
        await(() -> sums(boutique).getOrDefault(metric, BigDecimal.ZERO).compareTo(BigDecimal.valueOf(sum)) >= 0);
    }

    private static void export(Boutique boutique, String name) {
        var job = boutique.personalize
                .createDatasetExportJob(it -> it.jobName(name)
                        .datasetArn(boutique.interactions)
                        .roleArn(Boutique.ROLE)
                        .jobOutput(out -> out.s3DataDestination(to -> to.path(boutique.shop.folder("exported")))))
                .datasetExportJobArn();
        await(
                "ACTIVE",
                () -> boutique.personalize
                        .describeDatasetExportJob(it -> it.datasetExportJobArn(job))
                        .datasetExportJob()
                        .status());
    }

    @Test
    void whatCameInIsReportedByWindowAndSource() {
        try (var server = server()) {
            var boutique = new Boutique(Shop.at(server), Avro.SHOP_INTERACTIONS);
            boutique.shop.imported(
                    "prices",
                    boutique.items,
                    boutique.shop.upload("items.csv", "ITEM_ID,PRICE,COLOUR", "hat,9.99,", "cap,0.01,"));
            boutique.reports();
            boutique.attribution(
                    metric("Sold", "Buy", "SAMPLECOUNT()"),
                    metric("earned", "buy", "SUM(Items.PRICE)"),
                    metric("seen", "view", "SAMPLECOUNT()"));
            var earlier = before.minus(Duration.ofMinutes(15));

            boutique.put(before, List.of(from("a, \"b\""), from("page"), from("page"), event -> event.itemId("cap")));
            boutique.put(earlier, List.of(from("page")));

            awaitSum(boutique, "SOLD", 5);
            assertThat(boutique.lines("PutEvents"))
                    .containsExactlyInAnyOrder(
                            "SOLD,BUY,1.0,samplecount,\"a, \\\"b\\\"\"," + window(before),
                            "SOLD,BUY,2.0,samplecount,page," + window(before),
                            "SOLD,BUY,1.0,samplecount,SOURCE_NAME_UNDEFINED," + window(before),
                            "EARNED,BUY,9.99,sum,\"a, \\\"b\\\"\"," + window(before),
                            "EARNED,BUY,19.98,sum,page," + window(before),
                            "EARNED,BUY,0.01,sum,SOURCE_NAME_UNDEFINED," + window(before),
                            "SOLD,BUY,1.0,samplecount,page," + window(earlier),
                            "EARNED,BUY,9.99,sum,page," + window(earlier));
            assertThat(boutique.reports())
                    .allMatch(name -> name.matches("AggregatedAttributionMetrics - PutEvents - \\d{13}\\.csv"));
        }
    }

    @Test
    void aPropertyNamesTheSourceWhereTheEventDoesNot() {
        try (var server = server()) {
            var boutique = new Boutique(Shop.at(server));
            boutique.reports();
            boutique.attribution(metric("sold", "buy", "SAMPLECOUNT()"));
            Consumer<Event.Builder> property = event -> event.properties("{\"eventAttributionSource\": \"mail\"}");

            boutique.put(before, List.of(property, property.andThen(from("page"))));

            awaitSum(boutique, "SOLD", 2);
            assertThat(boutique.lines("PutEvents"))
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
            new Boutique(shop)
                    .attribution(
                            metric("sold", "buy", "SAMPLECOUNT()"),
                            metric("worth", "buy", "SUM(Interactions.EVENT_VALUE)"));
        }
        for (int start = 0; start < 3; start++) {
            try (var server = server()) {
                var boutique = Boutique.reopened(Shop.at(server, region));
                for (int round = 0; round < 3; round++) {
                    int some = 1 + random.nextInt(25);
                    boutique.put(
                            before.minusSeconds(random.nextInt(7_200)),
                            IntStream.range(0, some)
                                    .mapToObj(i -> from("source" + random.nextInt(130))
                                            .andThen(event -> event.eventValue(0.1f)))
                                    .toList());
                    put += some;
                    if (random.nextBoolean()) {
                        awaitSum(boutique, "SOLD", put);
                    }
                    if (random.nextBoolean()) {
                        export(boutique, "export-" + start + "-" + round);
                    }
                }
            }
        }
        try (var server = server()) {
            var boutique = Boutique.reopened(Shop.at(server, region));

            awaitSum(boutique, "SOLD", put);
            export(boutique, "last");
            boutique.put(before, List.of(event -> {}));
            awaitSum(boutique, "SOLD", put + 1);

            assertThat(sums(boutique).get("SOLD")).isEqualByComparingTo(BigDecimal.valueOf(put + 1));
            assertThat(sums(boutique).get("WORTH")).isEqualByComparingTo(BigDecimal.valueOf(put, 1));
            assertThat(boutique.lines("PutEvents").stream()
                            .map(line -> line.split(",", -1)[4])
                            .distinct())
                    .hasSizeLessThanOrEqualTo(102);
        }
    }

    @Test
    void windowsThatAreNotOverAndEventsThatAreTooOldOrTooFarAheadAreNotReported() {
        try (var server = server()) {
            var boutique = new Boutique(Shop.at(server));
            boutique.reports();
            boutique.attribution(metric("sold", "buy", "SAMPLECOUNT()"));

            boutique.put(Instant.now().plusSeconds(900), List.of(from("later")));
            boutique.put(Instant.now().minus(Duration.ofDays(15)), List.of(from("old")));
            boutique.put(Instant.ofEpochSecond(32_503_680_000L), List.of(from("far")));
            boutique.put(before, List.of(from("now")));

            awaitSum(boutique, "SOLD", 1);
            assertThat(boutique.lines("PutEvents")).containsExactly("SOLD,BUY,1.0,samplecount,now," + window(before));
        }
    }

    @Test
    void beyondAHundredSourcesTheOthersAreOne() {
        try (var server = server()) {
            var boutique = new Boutique(Shop.at(server));
            boutique.reports();
            boutique.attribution(metric("sold", "buy", "SAMPLECOUNT()"));
            var events = new ArrayList<Consumer<Event.Builder>>();
            IntStream.range(0, 120).forEach(i -> events.add(from("source" + i)));

            boutique.put(before, events);
            awaitSum(boutique, "SOLD", 120);
            export(boutique, "sealed");
            boutique.put(before, List.of(from("source7"), from("source119")));
            awaitSum(boutique, "SOLD", 122);

            var lines = boutique.lines("PutEvents");
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
            var boutique = new Boutique(Shop.at(server));
            boutique.reports();
            boutique.put(before, List.of(from("early")));
            var arn = boutique.attribution(metric("sold", "buy", "SAMPLECOUNT()"));
            boutique.put(before, List.of(from("then")));
            awaitSum(boutique, "SOLD", 1);

            boutique.personalize.updateMetricAttribution(it -> it.metricAttributionArn(arn)
                    .removeMetrics("sold")
                    .addMetrics(metric("bought", "buy", "SAMPLECOUNT()")));
            boutique.put(before, List.of(from("now")));

            awaitSum(boutique, "BOUGHT", 1);
            assertThat(boutique.lines("PutEvents"))
                    .containsExactlyInAnyOrder(
                            "SOLD,BUY,1.0,samplecount,then," + window(before),
                            "BOUGHT,BUY,1.0,samplecount,now," + window(before));
        }
    }

    @Test
    void aFolderThatCannotBeWrittenCostsNoEvent() {
        try (var server = server()) {
            var boutique = new Boutique(Shop.at(server)); // no bucket yet
            boutique.attribution(metric("sold", "buy", "SAMPLECOUNT()"));
            boutique.put(before, List.of(from("page"), from("page")));
            export(boutiqueWithBucket(boutique), "sealed");

            awaitSum(boutique, "SOLD", 2);

            assertThat(boutique.lines("PutEvents")).containsExactly("SOLD,BUY,2.0,samplecount,page," + window(before));
        }
    }

    private static Boutique boutiqueWithBucket(Boutique boutique) {
        boutique.reports();
        return boutique;
    }

    @Test
    void aDeletionWhileReportsAreWrittenLeavesNothingBehind() {
        try (var server = server()) {
            var boutique = new Boutique(Shop.at(server));
            boutique.reports();
            for (int time = 0; time < 5; time++) {
                var arn = boutique.attribution(metric("sold", "buy", "SAMPLECOUNT()"));
                boutique.put(before, List.of(from("time" + time)));
                boutique.personalize.deleteMetricAttribution(it -> it.metricAttributionArn(arn));
                boutique.put(before, List.of(from("gone")));
                Shop.awaitGone(() -> boutique.describe(arn));
            }
            var arn = boutique.attribution(metric("sold", "buy", "SAMPLECOUNT()"));
            boutique.put(before, List.of(from("last")));

            await(() -> boutique.lines("PutEvents").contains("SOLD,BUY,1.0,samplecount,last," + window(before)));
            assertThat(boutique.describe(arn).status()).isEqualTo("ACTIVE");
        }
    }
}
