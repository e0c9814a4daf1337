package dev.kindred.server.operation.metricattribution;

import static dev.kindred.server.operation.Shop.await;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.MetricAttribute;
import software.amazon.awssdk.services.personalize.model.MetricAttribution;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.Event;
import software.amazon.awssdk.services.s3.S3Client;

/// A shop with a metric attribution: events with values, and items with prices.
public final class AttributionFixture {

    public static final String EVENTS = Avro.schema(
            "Interactions",
            "USER_ID string",
            "ITEM_ID string",
            "TIMESTAMP long",
            "EVENT_TYPE string",
            "EVENT_VALUE float?",
            "RECOMMENDATION_ID string?",
            "EVENT_ATTRIBUTION_SOURCE string?");
    public static final String ITEMS =
            Avro.schema("Items", "ITEM_ID string", "PRICE double?", "COLOUR string? categorical");
    public static final String ROLE = "arn:aws:iam::000000000000:role/any";
    private static final String BUCKET = "shop-data";

    public final Shop shop;
    public final PersonalizeClient personalize;
    public final String group;
    public final String interactions;
    public final String items;

    public AttributionFixture(Shop shop) {
        this(shop, EVENTS);
    }

    public AttributionFixture(Shop shop, String events) {
        this.shop = shop;
        personalize = shop.personalize();
        group = shop.group("boutique");
        interactions = shop.dataset(group, "Interactions", shop.schema("interactions", events));
        items = shop.dataset(group, "Items", shop.schema("items", ITEMS));
    }

    private AttributionFixture(Shop shop, String group, String interactions, String items) {
        this.shop = shop;
        this.personalize = shop.personalize();
        this.group = group;
        this.interactions = interactions;
        this.items = items;
    }

    /// Returns the data that an earlier server had in that shop.
    public static AttributionFixture reopened(Shop shop) {
        return new AttributionFixture(
                shop,
                shop.arn("dataset-group/boutique"),
                shop.arn("dataset/boutique/INTERACTIONS"),
                shop.arn("dataset/boutique/ITEMS"));
    }

    public static MetricAttribute metric(String name, String eventType, String expression) {
        return MetricAttribute.builder()
                .metricName(name)
                .eventType(eventType)
                .expression(expression)
                .build();
    }

    /// Creates a metric attribution whose reports are written to the folder `reports`, without waiting.
    public String begin(String name, MetricAttribute... metrics) {
        return personalize
                .createMetricAttribution(create -> create.name(name)
                        .datasetGroupArn(group)
                        .metrics(metrics)
                        .metricsOutputConfig(output ->
                                output.roleArn(ROLE).s3DataDestination(folder -> folder.path(shop.folder("reports")))))
                .metricAttributionArn();
    }

    /// Creates a metric attribution whose reports are written to the folder `reports`.
    public String attribution(MetricAttribute... metrics) {
        var arn = begin("worth", metrics);
        await("ACTIVE", () -> describe(arn).status().toString());
        return arn;
    }

    public MetricAttribution describe(String arn) {
        return personalize
                .describeMetricAttribution(it -> it.metricAttributionArn(arn))
                .metricAttribution();
    }

    /// Returns the tracking id for events.
    public String trackingId() {
        var tracker = personalize.listEventTrackers(it -> it.datasetGroupArn(group)).eventTrackers().stream()
                .map(it -> it.eventTrackerArn())
                .findFirst()
                .orElseGet(() -> shop.tracker("clicks", group));
        return personalize
                .describeEventTracker(it -> it.eventTrackerArn(tracker))
                .eventTracker()
                .trackingId();
    }

    /// Puts events at that time, unless a change sets another.
    public void put(Instant time, List<Consumer<Event.Builder>> changes) {
        var id = trackingId();
        try (var client = shop.server()
                .configure(PersonalizeEventsClient.builder())
                .region(Region.of(shop.region()))
                .build()) {
            for (int from = 0; from < changes.size(); from += 10) {
                var some = changes.subList(from, Math.min(changes.size(), from + 10)).stream()
                        .map(change -> {
                            var event = Event.builder()
                                    .eventType("buy")
                                    .itemId("hat")
                                    .sentAt(time);
                            change.accept(event);
                            return event.build();
                        })
                        .toList();
                client.putEvents(it ->
                        it.trackingId(id).userId("ann").sessionId("session").eventList(some));
            }
        }
    }

    /// Creates an import job with a report.
    public String beginReported(String jobName, String dataset, @Nullable String mode, String location) {
        return personalize
                .createDatasetImportJob(it -> it.jobName(jobName)
                        .datasetArn(dataset)
                        .importMode(mode)
                        .publishAttributionMetricsToS3(true)
                        .dataSource(source -> source.dataLocation(location)))
                .datasetImportJobArn();
    }

    public void importReported(String jobName, @Nullable String mode, String location) {
        var job = beginReported(jobName, interactions, mode, location);
        await("ACTIVE", () -> shop.job(job).status());
    }

    /// Returns the names of the reports, in order.
    public List<String> reports() {
        var prefix = shop.region() + "/reports/";
        try (S3Client s3 = shop.server().s3()) {
            if (s3.listBuckets().buckets().stream().noneMatch(it -> it.name().equals(BUCKET))) {
                s3.createBucket(it -> it.bucket(BUCKET));
            }
            return s3.listObjectsV2(it -> it.bucket(BUCKET).prefix(prefix)).contents().stream()
                    .map(object -> object.key().substring(prefix.length()))
                    .toList();
        }
    }

    /// Returns the lines of all reports whose names contain that word, without headers.
    public List<String> lines(String word) {
        var lines = new ArrayList<String>();
        for (var report : reports()) {
            if (report.contains(word)) {
                var all = shop.download(shop.folder("reports") + report);
                lines.addAll(all.subList(1, all.size()));
            }
        }
        return lines;
    }
}
