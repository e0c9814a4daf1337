package dev.kindred.server.operation.exportjob;

import static dev.kindred.server.operation.Shop.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.ingest.RandomTexts;
import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.Event;
import software.amazon.awssdk.services.personalizeevents.model.Item;
import software.amazon.awssdk.services.personalizeevents.model.User;
import tools.jackson.databind.json.JsonMapper;

/// For any data that a dataset accepts, importing its export into another dataset of the same schema gives the
/// same rows.
class ExportIsImportedTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int ROWS = 60;
    private static final int AT_ONCE = 10;
    private static final float[] VALUES = {0, -0.0f, Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE, 0.1f, 1e10f};

    private final Shop shop = Shop.open();
    private final PersonalizeEventsClient events = shop.server()
            .configure(PersonalizeEventsClient.builder())
            .region(Region.of(shop.region()))
            .build();
    private final Random random = new Random(19);

    private String export(String name, String dataset) {
        var job = shop.personalize()
                .createDatasetExportJob(request -> request.jobName(name)
                        .datasetArn(dataset)
                        .ingestionMode("ALL")
                        .roleArn("arn:aws:iam::000000000000:role/any")
                        .jobOutput(out -> out.s3DataDestination(to -> to.path(shop.folder("exported")))))
                .datasetExportJobArn();
        await(
                "ACTIVE",
                () -> shop.personalize()
                        .describeDatasetExportJob(it -> it.datasetExportJobArn(job))
                        .datasetExportJob()
                        .status());
        return shop.folder("exported") + name + ".csv";
    }

    private void exportsToTheSame(String dataset, String type, String schema) {
        var first = export("first", dataset);
        var copy = shop.dataset(shop.group("copy"), type, schema);

        shop.imported("copied", copy, first);

        assertThat(shop.text(export("second", copy))).isEqualTo(shop.text(first));
        assertThat(shop.report(shop.arn("dataset-import-job/copied"))
                        .get("rowsImported")
                        .asInt())
                .isGreaterThan(ROWS / 2);
    }

    private String text() {
        return RandomTexts.next(random);
    }

    private String id() {
        return random.nextInt(1000) + text();
    }

    private String properties(Map<String, Supplier<Object>> columns) {
        var values = new HashMap<String, @Nullable Object>();
        columns.forEach((name, value) -> {
            if (random.nextInt(4) > 0) {
                values.put(name, random.nextInt(6) == 0 ? null : value.get());
            }
        });
        return JSON.writeValueAsString(values);
    }

    @Test
    void events() {
        var schema = shop.schema(
                "interactions",
                Avro.schema(
                        "Interactions",
                        "USER_ID string",
                        "ITEM_ID string",
                        "TIMESTAMP long",
                        "EVENT_TYPE string",
                        "EVENT_VALUE float",
                        "IMPRESSION string?",
                        "RECOMMENDATION_ID string?",
                        "EVENT_ATTRIBUTION_SOURCE string?",
                        "NOTE string",
                        "PAGES long?",
                        "EXACT double?",
                        "SURE boolean",
                        "KIND string? categorical"));
        var group = shop.group("shop");
        var dataset = shop.dataset(group, "Interactions", schema);
        shop.imported("bulk", dataset, shop.upload("events.csv", """
                USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE,IMPRESSION,RECOMMENDATION_ID,EVENT_ATTRIBUTION_SOURCE,NOTE,PAGES,EXACT,SURE,KIND
                "a\\\\","b
                c",-5,"\\\\\\"",1e-45,,,," ",9223372036854775807,-1.7976931348623157e308,TRUE,x
                \\,",",9223372036854775807,",",3.4028235e38,%s,,,%s,-9223372036854775807,4.9e-324,false,a|b""".formatted("i|".repeat(3000), "x".repeat(5000))));
        var tracker = shop.tracker("tracker", group);
        var trackingId = shop.personalize()
                .describeEventTracker(it -> it.eventTrackerArn(tracker))
                .eventTracker()
                .trackingId();
        Map<String, Supplier<Object>> columns = Map.of(
                "note", this::text,
                "pages",
                        () -> random.nextBoolean() ? random.nextLong(Long.MAX_VALUE) : -random.nextLong(Long.MAX_VALUE),
                "exact", () -> Double.longBitsToDouble(random.nextLong() & ~(1L << 62)),
                "sure", random::nextBoolean,
                "kind", this::text);
        for (int i = 0; i < ROWS; i += AT_ONCE) {
            var some = new ArrayList<Event>();
            for (int j = 0; j < AT_ONCE; j++) {
                some.add(Event.builder()
                        .eventType("e" + text())
                        .itemId(random.nextInt(3) == 0 ? null : id())
                        .eventValue(random.nextBoolean() ? null : VALUES[random.nextInt(VALUES.length)])
                        .impression(random.nextBoolean() ? List.of() : impression())
                        .sentAt(Instant.ofEpochSecond(random.nextLong(-1L << 40, 1L << 37)))
                        .properties(properties(columns))
                        .build());
            }
            events.putEvents(put -> put.trackingId(trackingId)
                    .userId(id())
                    .sessionId("session")
                    .eventList(some.stream()
                            .map(event ->
                                    event.hasImpression() && event.impression().isEmpty()
                                            ? event.toBuilder()
                                                    .impression((List<String>) null)
                                                    .build()
                                            : event)
                            .toList()));
        }

        exportsToTheSame(dataset, "Interactions", schema);
    }

    private List<String> impression() {
        var items = new ArrayList<String>();
        for (int i = random.nextInt(1, 26); i > 0; i--) {
            items.add(random.nextInt(5) == 0 ? "i".repeat(256) : id());
        }
        return items;
    }

    @Test
    void items() {
        var schema = shop.schema(
                "items",
                Avro.schema(
                        "Items",
                        "ITEM_ID string",
                        "KIND string? categorical",
                        "PRICE float?",
                        "STOCK int?",
                        "PLACE string?",
                        "PLOT string? textual"));
        var dataset = shop.dataset(shop.group("shop"), "Items", schema);
        Map<String, Supplier<Object>> columns = Map.of(
                "kind", this::text,
                "price", () -> VALUES[random.nextInt(VALUES.length)],
                "stock", random::nextInt,
                "place", this::text,
                "plot", () -> random.nextInt(8) == 0 ? "\"\n\\".repeat(4_000) : text());
        for (int i = 0; i < ROWS; i += AT_ONCE) {
            var some = new ArrayList<Item>();
            for (int j = 0; j < AT_ONCE; j++) {
                some.add(Item.builder()
                        .itemId(id())
                        .properties(properties(columns))
                        .build());
            }
            events.putItems(put -> put.datasetArn(dataset).items(some));
        }

        exportsToTheSame(dataset, "Items", schema);
    }

    @Test
    void users() {
        var schema = shop.schema("users", Avro.schema("Users", "USER_ID string", "AGE int?", "TOWN string?"));
        var dataset = shop.dataset(shop.group("shop"), "Users", schema);
        Map<String, Supplier<Object>> columns = Map.of("age", random::nextInt, "town", () -> text().repeat(200));
        for (int i = 0; i < ROWS; i += AT_ONCE) {
            var some = new ArrayList<User>();
            for (int j = 0; j < AT_ONCE; j++) {
                some.add(User.builder()
                        .userId(id())
                        .properties(properties(columns))
                        .build());
            }
            events.putUsers(put -> put.datasetArn(dataset).users(some));
        }

        exportsToTheSame(dataset, "Users", schema);
    }
}
