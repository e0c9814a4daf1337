package dev.kindred.server.operation.events;

import static dev.kindred.server.operation.Shop.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.Event;
import software.amazon.awssdk.services.personalizeevents.model.InvalidInputException;

/// Columns of an Interactions schema that have the names of an event's members.
class EventColumnsTest {

    private static final String SCHEMA = Avro.schema(
            "Interactions",
            "USER_ID string",
            "ITEM_ID string",
            "TIMESTAMP long",
            "EVENT_TYPE string",
            "SESSION_ID string",
            "EVENT_ID string?",
            "RECOMMENDATION_ID string?");

    private final Shop shop = Shop.open();
    private final String group = shop.group("shop");
    private final String dataset = shop.dataset(group, "Interactions", shop.schema("interactions", SCHEMA));
    private final String trackingId = shop.personalize()
            .createEventTracker(it -> it.name("tracker").datasetGroupArn(group))
            .trackingId();
    private final PersonalizeEventsClient events = shop.server()
            .configure(PersonalizeEventsClient.builder())
            .region(Region.of(shop.region()))
            .build();

    private void put(int time, @Nullable String properties, Consumer<Event.Builder> change) {
        var event = Event.builder()
                .eventType("view")
                .itemId("i" + time)
                .sentAt(Instant.ofEpochSecond(time))
                .properties(properties);
        change.accept(event);
        events.putEvents(
                it -> it.trackingId(trackingId).userId("ann").sessionId("call").eventList(event.build()));
    }

    private List<String> exported() {
        var job = shop.personalize()
                .createDatasetExportJob(it -> it.jobName("all")
                        .datasetArn(dataset)
                        .roleArn("arn:aws:iam::000000000000:role/any")
                        .jobOutput(output -> output.s3DataDestination(to -> to.path(shop.folder("exported")))))
                .datasetExportJobArn();
        await(
                "ACTIVE",
                () -> shop.personalize()
                        .describeDatasetExportJob(it -> it.datasetExportJobArn(job))
                        .datasetExportJob()
                        .status());
        return shop.download(shop.folder("exported") + "all.csv");
    }

    @Test
    void theyAreFilledFromThePropertyOrElseTheMember() {
        shop.upload("bucket-for-exports.csv", "");
        put(1, null, event -> event.eventId("given"));
        put(2, "{\"sessionId\": \"mine\", \"eventId\": \"own\"}", event -> event.eventId("second"));
        put(3, "{\"SESSION_ID\": \"upper\", \"event_id\": \"snake\"}", event -> event.recommendationId("RID-3"));

        assertThat(exported())
                .containsExactly(
                        "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,SESSION_ID,EVENT_ID,RECOMMENDATION_ID",
                        "ann,i1,1,view,call,given,",
                        "ann,i2,2,view,mine,own,",
                        "ann,i3,3,view,upper,snake,RID-3");
    }

    @Test
    void reservedColumnsAreFilledFromTheMembersAlone() {
        for (var property : List.of("userId", "event_type", "TIMESTAMP", "recommendationId", "impression")) {
            assertThatThrownBy(() -> put(1, "{\"%s\": \"mine\"}".formatted(property), event -> {}))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("cannot be a property");
        }
    }

    private static final class Warnings extends Handler {

        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void timesInMillisecondsAreKeptAndWarnedOfOnce() {
        shop.upload("bucket-for-exports.csv", "");
        var logger = Logger.getLogger(MillisecondTimes.class.getName());
        var warnings = new Warnings();
        logger.addHandler(warnings);
        try {
            put(1, null, event -> {});
            for (int time : new int[] {2, 3}) {
                put(time, null, event -> event.sentAt(Instant.ofEpochSecond(1_700_000_000_000L + time)));
            }
        } finally {
            logger.removeHandler(warnings);
        }

        assertThat(warnings.lines).filteredOn(line -> line.contains(dataset)).hasSize(1);
        assertThat(exported()).anyMatch(line -> line.startsWith("ann,i3,1700000000003,"));
    }
}
