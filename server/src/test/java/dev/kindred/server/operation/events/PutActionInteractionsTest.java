package dev.kindred.server.operation.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.ActionInteraction;

/// `GetActionRecommendations` shows that action interactions take effect at the next request.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PutActionInteractionsTest {

    private final Shop shop = Shop.open();
    private final String group = shop.group("shop");
    private final String dataset = shop.dataset(
            group,
            "Action_Interactions",
            shop.schema(
                    "offers",
                    Avro.schema(
                            "ActionInteractions",
                            "USER_ID string",
                            "ACTION_ID string",
                            "EVENT_TYPE string",
                            "TIMESTAMP long",
                            "PAGES int?")));
    private final String trackingId = shop.personalize()
            .describeDataset(it -> it.datasetArn(dataset))
            .dataset()
            .trackingId();
    private final PersonalizeEventsClient events = Puts.client(shop);

    @AfterAll
    void close() {
        events.close();
    }

    private static ActionInteraction.Builder interaction() {
        return ActionInteraction.builder()
                .actionId("join")
                .userId("ann")
                .sessionId("session")
                .eventType("Taken")
                .timestamp(Instant.ofEpochSecond(1_700_000_000));
    }

    private void put(String tracker, List<ActionInteraction> interactions) {
        events.putActionInteractions(request -> request.trackingId(tracker).actionInteractions(interactions));
    }

    private void put(Consumer<ActionInteraction.Builder> change) {
        var interaction = interaction();
        change.accept(interaction);
        put(trackingId, List.of(interaction().build(), interaction.build()));
    }

    private String refusal(Consumer<ActionInteraction.Builder> change) {
        return Puts.refusal(() -> put(change));
    }

    @Test
    void anInteractionIsAcceptedWithAnEmptyBody() throws Exception {
        var answer = Puts.post(shop, "/action-interactions", """
                {"trackingId": "%s", "actionInteractions": [{"actionId": "join", "sessionId": "s", "eventType": "Viewed",
                 "timestamp": 1704164645.678, "impression": ["join", "call"], "properties": {"pages": "12", "x": 1}}]}
                """.formatted(trackingId));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Taken", "TAKEN", "Not Taken", "NOT_TAKEN", "nottaken", "viewed", "VIEWED"})
    void typesAreKnownInAnyCaseWithSpacesAndUnderscoresOrWithout(String type) {
        put(interaction -> interaction.eventType(type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"click", "take", "not-taken", "Täken"})
    void otherTypesAreRefusedByTheirPath(String type) {
        assertThat(refusal(interaction -> interaction.eventType(type)))
                .isEqualTo("400 InvalidInputException: actionInteractions.2.member.eventType is '%s'. An action can be"
                                .formatted(type)
                        + " Taken, Not Taken or Viewed; other events are about items and go to PutEvents.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"UserId\": \"x\"};userId cannot be a property",
                "{\"event_type\": 1};eventType cannot be a property",
                "{\"impression\": \"a|b\"};impression cannot be a property",
                "{\"pages\": \"many\"};PAGES: expected a whole number",
                "[1];Error parsing properties json"
            })
    void propertiesThatCannotBeAreRefusedByTheirPath(String properties, String reason) {
        assertThat(refusal(interaction -> interaction.properties(properties)))
                .startsWith("400 InvalidInputException: actionInteractions.2.member.properties: ")
                .contains(reason);
    }

    @Test
    void anUnknownTrackingIdIsNotFoundAndThatOfAnEventTrackerIsForEvents() {
        var tracker = shop.tracker("tracker", group);
        var other = shop.personalize()
                .describeEventTracker(it -> it.eventTrackerArn(tracker))
                .eventTracker()
                .trackingId();

        for (var unknown : List.of("none", other)) {
            assertThat(Puts.refusal(() -> put(unknown, List.of(interaction().build()))))
                    .startsWith("404 ResourceNotFoundException: No dataset of action interactions has this tracking id")
                    .contains("the tracking id of an event tracker is for PutEvents");
        }
    }

    @Test
    void limitsAreKept() {
        put(trackingId, Collections.nCopies(10, interaction().build()));
        assertThat(Puts.refusal(() ->
                        put(trackingId, Collections.nCopies(11, interaction().build()))))
                .contains("'actionInteractions' failed to satisfy constraint")
                .contains("less than or equal to 10");
        put(interaction -> interaction.actionId("茶".repeat(256)));
        assertThat(refusal(interaction -> interaction.actionId("茶".repeat(257))))
                .contains("less than or equal to 256");
        var shown = Collections.nCopies(25, "茶".repeat(200));
        assertThat(refusal(interaction -> interaction.impression(shown))).contains("an event can have 10,240");
    }

    @Test
    void aSessionCalledNullIsAccepted() {
        put(interaction -> interaction.sessionId("null"));
    }
}
