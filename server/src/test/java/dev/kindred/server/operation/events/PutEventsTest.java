package dev.kindred.server.operation.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kindred.server.operation.Shop;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.Event;
import software.amazon.awssdk.services.personalizeevents.model.PersonalizeEventsException;

class PutEventsTest {

    private static final String SCHEMA = """
            {"type": "record", "name": "Interactions", "namespace": "com.amazonaws.personalize.schema", "version": "1.0",
             "fields": [{"name": "USER_ID", "type": "string"}, {"name": "ITEM_ID", "type": "string"},
                        {"name": "TIMESTAMP", "type": "long"}, {"name": "EVENT_TYPE", "type": "string"},
                        {"name": "EVENT_VALUE", "type": ["null", "float"]},
                        {"name": "DEVICE_TYPE", "type": ["null", "string"], "categorical": true},
                        {"name": "PAGES", "type": ["null", "int"]}]}
            """;

    private final Shop shop = Shop.open();
    private final String group = shop.group("shop");
    private final String trackingId = trackingId();
    private final PersonalizeEventsClient events = shop.server()
            .configure(PersonalizeEventsClient.builder())
            .region(Region.of(shop.region()))
            .build();

    private String trackingId() {
        shop.dataset(group, "Interactions", shop.schema("interactions", SCHEMA));
        var tracker = shop.tracker("tracker", group);
        return shop.personalize()
                .describeEventTracker(request -> request.eventTrackerArn(tracker))
                .eventTracker()
                .trackingId();
    }

    private void put(Consumer<Event.Builder> change) {
        var event = Event.builder().eventType("view").itemId("tea").sentAt(Instant.ofEpochSecond(1_700_000_000));
        change.accept(event);
        events.putEvents(request -> request.trackingId(trackingId)
                .userId("ann")
                .sessionId("session")
                .eventList(event.build()));
    }

    private static String refusal(ThrowingCallable call) {
        var refusal = catchThrowableOfType(PersonalizeEventsException.class, call);
        assertThat(refusal).as("the call was not refused").isNotNull();
        assertThat(refusal.statusCode()).isEqualTo(400);
        return refusal.awsErrorDetails().errorCode() + ": "
                + refusal.awsErrorDetails().errorMessage();
    }

    private HttpResponse<String> post(String body) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(shop.server().endpoint() + "/events"))
                    .header(
                            "Authorization",
                            "AWS4-HMAC-SHA256 Credential=test/20260101/%s/personalize/aws4_request, Signature=0"
                                    .formatted(shop.region()))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void anEventIsAcceptedWithAnEmptyBody() throws Exception {
        var answer = post("""
                {"trackingId": "%s", "sessionId": "s", "eventList": [{"eventType": "view", "sentAt": 1704164645.678,
                 "properties": {"itemId": "tea", "deviceType": "phone", "pages": "12"}}]}
                """.formatted(trackingId));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    private String sentAt(String time) {
        return "{\"trackingId\": \"%s\", \"sessionId\": \"s\", \"eventList\": [{\"eventType\": \"view\", \"sentAt\": %s}]}"
                .formatted(trackingId, time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1704164645", "1704164645.678", "\"1704164645\"", "\"2024-01-02T03:04:05Z\"", "1.7e9"})
    void aTimeIsReadInAnyFormThatClientsSend(String sentAt) throws Exception {
        assertThat(post(sentAt(sentAt)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"yesterday\"", "1e300", "true", "{}", "\"+999999999-12-31T23:59:59Z\""})
    void whatIsNoTimeIsRefused(String sentAt) throws Exception {
        var answer = post(sentAt(sentAt));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("sentAt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"UserId\": \"x\"};userId cannot be a property",
                "{\"TIMESTAMP\": 1};timestamp cannot be a property",
                "{\"session_id\": 1};sessionId cannot be a property",
                "{\"pages\": \"many\"};PAGES: expected a whole number",
                "{\"pages\": {\"a\": 1}};PAGES: expected a text, a number or a boolean",
                "[1];Error parsing properties json",
                "{;Error parsing properties json",
                "{\"eventValue\": \"NaN\"};EVENT_VALUE: expected a number from -3.4028235E38 to 3.4028235E38"
            })
    void propertiesThatCannotBeAreRefusedByTheirPath(String properties, String reason) {
        assertThat(refusal(() -> put(event -> event.properties(properties))))
                .startsWith("InvalidInputException: eventList.1.member")
                .contains(reason);
    }

    @Test
    void anUnknownTrackingIdIsInvalidInput() {
        assertThat(refusal(() -> events.putEvents(request -> request.trackingId("none")
                        .sessionId("s")
                        .eventList(Event.builder()
                                .eventType("view")
                                .sentAt(Instant.EPOCH)
                                .build()))))
                .startsWith("InvalidInputException: No event tracker has this tracking id");
    }

    @Test
    void limitsAreKept() {
        var eleven = IntStream.range(0, 11)
                .mapToObj(i ->
                        Event.builder().eventType("view").sentAt(Instant.EPOCH).build())
                .toList();
        assertThat(refusal(() -> events.putEvents(
                        request -> request.trackingId(trackingId).sessionId("s").eventList(eleven))))
                .contains("'eventList' failed to satisfy constraint: Member must have length less than or equal to 10");
        put(event -> event.itemId("茶".repeat(256)));
        assertThat(refusal(() -> put(event -> event.itemId("茶".repeat(257))))).contains("less than or equal to 256");
        assertThat(refusal(() -> put(event -> event.eventValue(Float.POSITIVE_INFINITY))))
                .isNotEmpty();
        var shown = IntStream.range(0, 25).mapToObj(i -> "茶".repeat(200)).toList();
        assertThat(refusal(() -> put(event -> event.impression(shown)))).contains("an event can have 10,240");
    }

    @Test
    void aSessionCalledNullIsAcceptedAndAPropertyWithoutAColumnIsPassedOver() {
        events.putEvents(request -> request.trackingId(trackingId)
                .sessionId("null")
                .eventList(List.of(Event.builder()
                        .eventType("view")
                        .sentAt(Instant.EPOCH)
                        .properties("{\"colour\": \"red\"}")
                        .build())));
    }

    @Test
    void aPageOfAnotherSiteMaySendEvents() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var asked = client.send(
                    HttpRequest.newBuilder(URI.create(shop.server().endpoint() + "/events"))
                            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                            .header("Origin", "https://shop.example")
                            .header("Access-Control-Request-Headers", "content-type")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            var refused = client.send(
                    HttpRequest.newBuilder(URI.create(shop.server().endpoint() + "/items"))
                            .POST(HttpRequest.BodyPublishers.ofString("{}"))
                            .header("Origin", "https://shop.example")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(asked.statusCode()).isEqualTo(204);
            assertThat(asked.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://shop.example");
            assertThat(refused.statusCode()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"userId\": \"a\\ud800\", \"eventList\": [{\"eventType\": \"view\", \"itemId\": \"tea\", \"sentAt\": 1}]",
                "\"eventList\": [{\"eventType\": \"view\", \"sentAt\": 1, \"properties\": {\"itemId\": \"\\udc00\"}}]"
            })
    void aTextThatNoEncodingHoldsIsRefused(String members) throws Exception {
        var answer = post("{\"trackingId\": \"%s\", \"sessionId\": \"s\", %s}".formatted(trackingId, members));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("half of a surrogate pair");
    }
}
