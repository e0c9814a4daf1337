package dev.kindred.server.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.AttributedAmount;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.dataset.AttributeTables;
import dev.kindred.server.dataset.LiveDatasetGroups;
import dev.kindred.server.dataset.table.AttributeLoader;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.Progress;
import dev.kindred.server.operation.metricattribution.AttributionFixture;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetGroup;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.resource.MetricAttribute;
import dev.kindred.server.resource.MetricAttribution;
import dev.kindred.server.resource.MetricAttributionOutput;
import dev.kindred.server.resource.S3DataConfig;
import dev.kindred.server.resource.Status;
import dev.kindred.server.scheduler.Scheduler;
import dev.kindred.server.snapshot.Snapshots;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.storage.DerivedFiles;
import dev.kindred.server.storage.LocalObjectStore;
import dev.kindred.server.storage.S3Location;
import dev.kindred.server.stream.StreamedEvent;
import dev.kindred.server.stream.Streams;
import dev.kindred.server.task.ReportAttribution;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every event is reported exactly once, in any order of puts, seals and reports, and after any restart of the
/// server.
class AttributionsTest {

    private static final Arn GROUP = Arn.of("arn:aws:personalize:us-east-1:000000000000:dataset-group/shop");
    private static final Arn DATASET = Arn.of("arn:aws:personalize:us-east-1:000000000000:dataset/shop/INTERACTIONS");
    private static final Arn SCHEMA = Arn.of("arn:aws:personalize:us-east-1:000000000000:schema/interactions");
    private static final Arn ATTRIBUTION =
            Arn.of("arn:aws:personalize:us-east-1:000000000000:metric-attribution/worth");
    private static final S3Location FOLDER = S3Location.parse("s3://bucket/reports/");

    private final Path folder;
    private final Dataset dataset;
    private final Catalog catalog;
    private final DatasetFileStore datasetFiles;
    private final LocalObjectStore objects;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Streams streams;
    private Attributions attributions;

    AttributionsTest(@TempDir Path folder) {
        this.folder = folder;
        dataset = new Dataset("data", DATASET, GROUP, "INTERACTIONS", SCHEMA, Status.ACTIVE, now, now, null, null);
        catalog = Catalog.open(folder.resolve("catalog.sqlite"));
        datasetFiles = DatasetFileStore.open(folder.resolve("segments"));
        objects = LocalObjectStore.open(folder.resolve("s3"), () -> now, "000000000000");
        objects.createBucket("bucket");
        catalog.write(transaction -> {
            transaction.insert(
                    new DatasetGroup("shop", GROUP, Status.ACTIVE, null, null, now, now, null, null), List.of());
            transaction.insert(
                    new DatasetSchema("interactions", SCHEMA, AttributionFixture.EVENTS, now, now, null), List.of());
            transaction.insert(dataset, List.of());
            var output =
                    new MetricAttributionOutput(new S3DataConfig(FOLDER.toString(), null), AttributionFixture.ROLE);
            transaction.insert(
                    new MetricAttribution("worth", ATTRIBUTION, GROUP, output, Status.ACTIVE, now, now, null),
                    List.of());
            transaction.attributions().addMetric(ATTRIBUTION, new MetricAttribute("buy", "sold", "SAMPLECOUNT()"), now);
            transaction
                    .attributions()
                    .addMetric(ATTRIBUTION, new MetricAttribute("buy", "worth", "SUM(Interactions.EVENT_VALUE)"), now);
            transaction.schedule(TaskName.REPORT_ATTRIBUTION, ATTRIBUTION, now);
            return now;
        });
        start();
    }

    private void start() {
        streams = Streams.open(
                folder.resolve("stream"),
                catalog,
                datasetFiles,
                Long.MAX_VALUE,
                Streams.Milestones.UNWATCHED,
                Scheduler.system(() -> now));
        var snapshots =
                new Snapshots(catalog, datasetFiles, DerivedFiles.open(folder.resolve("snapshots")), 64 << 20, 1);
        var groups = new LiveDatasetGroups(
                catalog,
                snapshots,
                streams,
                new AttributeTables(catalog, streams, new AttributeLoader(datasetFiles, 64 << 20, 1)));
        attributions = new Attributions(catalog, streams, groups, new LiveCounts(), () -> now);
    }

    private void restart() {
        attributions.close();
        streams.close();
        start();
    }

    @AfterEach
    void close() {
        attributions.close();
        streams.close();
        objects.close();
        catalog.close();
    }

    private void put(Random random, int number, int from) {
        streams.append(
                dataset,
                IntStream.range(from, from + number)
                        .mapToObj(i -> new StreamedEvent(
                                now.toEpochMilli(),
                                "ann",
                                "session",
                                "event" + i,
                                "hat",
                                "Buy",
                                0.1f,
                                now.getEpochSecond() - random.nextInt(20_000),
                                null,
                                List.of(),
                                "source" + random.nextInt(150),
                                Map.of()))
                        .toList());
    }

    /// Runs the pending report, on a server that continues or that ends before it has recorded the report.
    private void report(boolean ends) throws IOException, InterruptedException {
        now = now.plus(Duration.ofMinutes(15));
        var job = catalog.read(view -> view.jobs().all()).getFirst();
        if (ends) {
            var unreported = attributions.unreported(ATTRIBUTION).orElseThrow();
            objects.put(
                    FOLDER.resolve(
                            ReportRow.fileName("PutEvents", job.notBefore().toEpochMilli())),
                    (ReportRow.HEADER
                                    + String.join(
                                            "",
                                            unreported.rows().stream()
                                                    .map(ReportRow::line)
                                                    .toList()))
                            .getBytes(StandardCharsets.UTF_8));
            restart();
            return;
        }
        new ReportAttribution(catalog, attributions, objects, Duration.ofMinutes(15), () -> now)
                .run(new Job(job, new Progress(), () -> false));
    }

    private BigDecimal reported(String metric) throws IOException {
        var sum = BigDecimal.ZERO;
        for (var object : objects.listFolder(FOLDER)) {
            try (var in = objects.open(new S3Location("bucket", object.key()), 0)) {
                for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .skip(1)
                        .toList()) {
                    var cells = line.split(",", -1);
                    sum = cells[0].equals(metric) ? sum.add(new BigDecimal(cells[2])) : sum;
                }
            }
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyEventIsInOneReport(long seed) throws Exception {
        var random = new Random(seed);
        int put = 0;

        for (int step = 0; step < 60; step++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    int number = 1 + random.nextInt(10);
                    put(random, number, put);
                    put += number;
                }
                case 2 -> streams.seal(DATASET);
                case 3 -> report(random.nextBoolean());
                default -> restart();
            }
            now = now.plusSeconds(random.nextInt(300));
        }
        for (int i = 0; i < 3; i++) {
            report(false);
        }

        assertThat(reported("SOLD")).isEqualByComparingTo(BigDecimal.valueOf(put));
        assertThat(reported("WORTH")).isEqualByComparingTo(BigDecimal.valueOf(put, 1));
        Set<String> sources = catalog.read(view -> view.attributions().sourcesOf(ATTRIBUTION));
        assertThat(sources).hasSizeLessThanOrEqualTo(EventSources.MOST);
        streams.seal(DATASET);
        List<AttributedAmount> kept = catalog.read(view -> view.attributions().amountsOf(ATTRIBUTION, 0));
        assertThat(kept).as("what is reported and sealed is not kept").isEmpty();
    }
}
