package dev.kindred.server.operation.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.Action;
import software.amazon.awssdk.services.personalizeevents.model.Item;

/// `GetActionRecommendations` shows that actions take effect at the next request, and replace actions with the
/// same id.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PutActionsTest {

    private final Shop shop = Shop.open();
    private final String actions = shop.dataset(
            shop.group("shop"),
            "Actions",
            shop.schema("actions", Avro.schema("Actions", "ACTION_ID string", "COST int", "REPEAT_FREQUENCY long?")));
    private final PersonalizeEventsClient events = Puts.client(shop);

    @AfterAll
    void close() {
        events.close();
    }

    private void put(String dataset, String... properties) {
        var list = Arrays.stream(properties)
                .map(text -> Action.builder().actionId("join").properties(text).build())
                .toList();
        events.putActions(request -> request.datasetArn(dataset).actions(list));
    }

    private String refusal(String... properties) {
        return Puts.refusal(() -> put(actions, properties));
    }

    @Test
    void actionsAreAcceptedWithAnEmptyBodyWhetherTheirPropertiesAreATextOrAnObject() throws Exception {
        var answer = Puts.post(shop, "/actions", """
                {"datasetArn": "%s", "actions": [{"actionId": "join", "properties": "{\\"cost\\": 1}"},
                                                 {"actionId": "call", "properties": {"COST": 2, "repeatFrequency": 3}}]}
                """.formatted(actions));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"cost\": \"much\"};COST: expected a whole number",
                "{\"cost\": 1, \"repeatFrequency\": 0.5};REPEAT_FREQUENCY: expected a whole number",
                "{\"cost\": 1, \"Cost\": 2};COST is given twice, in different spellings.",
                "{\"colour\": \"red\"};the schema requires COST.",
                "[1];Error parsing properties json"
            })
    void propertiesThatDoNotFitTheSchemaAreRefusedByTheirPath(String properties, String reason) {
        assertThat(refusal("{\"cost\": 1}", properties))
                .startsWith("400 InvalidInputException: actions.2.member.properties: ")
                .contains(reason);
    }

    @Test
    void limitsAreKept() {
        put(actions, Collections.nCopies(10, "{\"cost\": 1}").toArray(String[]::new));
        assertThat(refusal(Collections.nCopies(11, "{\"cost\": 1}").toArray(String[]::new)))
                .contains("'actions' failed to satisfy constraint: Member must have length less than or equal to 10");
        events.putActions(request -> request.datasetArn(actions)
                .actions(Action.builder()
                        .actionId("茶".repeat(256))
                        .properties("{\"cost\": 1}")
                        .build()));
        assertThat(Puts.refusal(() -> events.putActions(request -> request.datasetArn(actions)
                        .actions(Action.builder().actionId("茶".repeat(257)).build()))))
                .contains("less than or equal to 256");
    }

    @Test
    void aDatasetThatIsNotThereOrOfAnotherTypeIsRefused() {
        assertThat(Puts.refusal(() -> put(shop.arn("dataset/none/ACTIONS"), "{}")))
                .startsWith("404 ResourceNotFoundException: Resource Arn");
        assertThat(Puts.refusal(() -> events.putItems(request -> request.datasetArn(actions)
                        .items(Item.builder().itemId("tea").build()))))
                .startsWith("400 InvalidInputException: ")
                .contains("is of type ACTIONS; this call takes one of type ITEMS");
    }
}
