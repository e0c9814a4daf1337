package dev.kindred.server.operation.events;

import static dev.kindred.server.operation.runtime.GenreTasteFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import dev.kindred.server.operation.Shop;
import dev.kindred.server.operation.runtime.GenreTasteFixture;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.Item;
import software.amazon.awssdk.services.personalizeevents.model.User;
import software.amazon.awssdk.services.personalizeruntime.model.GetRecommendationsRequest;
import software.amazon.awssdk.services.personalizeruntime.model.PredictedItem;
import software.amazon.awssdk.services.personalizeruntime.model.Promotion;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PutItemsTest {

    private static final String SCHEMA = """
            {"type": "record", "name": "Items", "namespace": "com.amazonaws.personalize.schema", "version": "1.0",
             "fields": [{"name": "ITEM_ID", "type": "string"}, {"name": "PRICE", "type": "float"},
                        {"name": "GENRE_L1", "type": ["null", "string"], "categorical": true},
                        {"name": "IN_STOCK", "type": ["null", "boolean"]}, {"name": "PAGES", "type": ["null", "int"]}]}
            """;
    private static final String POPULAR = "aws-popularity-count";

    private final Shop shop = Shop.open();
    private final String items = shop.dataset(shop.group("shop"), "Items", shop.schema("items", SCHEMA));
    private final PersonalizeEventsClient events = Puts.client(shop);
    private final GenreTasteFixture fixture = new GenreTasteFixture();

    @AfterAll
    void close() {
        events.close();
        fixture.close();
    }

    private static Item item(String id, String properties) {
        return Item.builder().itemId(id).properties(properties).build();
    }

    private void put(String dataset, String... properties) {
        var list = Arrays.stream(properties).map(text -> item("tea", text)).toList();
        events.putItems(request -> request.datasetArn(dataset).items(list));
    }

    private String refusal(String... properties) {
        return Puts.refusal(() -> put(items, properties));
    }

    @Test
    void itemsAreAcceptedWithAnEmptyBodyWhetherTheirPropertiesAreATextOrAnObject() throws Exception {
        var answer = Puts.post(shop, "/items", """
                {"datasetArn": "%s", "items": [{"itemId": "tea", "properties": "{\\"price\\": 1}"},
                                               {"itemId": "cup", "properties": {"price": 2, "inStock": true}}]}
                """.formatted(items));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void keysMatchColumnsInAnyCaseWithAndWithoutUnderscoresAndOthersArePassedOver() {
        put(
                items,
                "{\"price\": 1.5, \"genreL1\": \"a|b\"}",
                "{\"PRICE\": \"2\", \"genre_l1\": null, \"colour\": \"red\"}",
                "{\"price\": 3, \"itemId\": \"tea\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"price\": \"cheap\"};PRICE: expected a number from -3.4028235E38 to 3.4028235E38.",
                "{\"price\": 1, \"pages\": 1.5};PAGES: expected a whole number",
                "{\"price\": 1, \"inStock\": \"perhaps\"};IN_STOCK: expected true or false",
                "{\"price\": 1, \"genreL1\": [\"a\"]};GENRE_L1: expected a text, a number or a boolean",
                "{\"price\": 1, \"Price\": 2};PRICE is given twice, in different spellings.",
                "{\"genreL1\": \"a\"};the schema requires PRICE.",
                "{\"price\": null};the schema requires PRICE.",
                "{\"price\": 1, \"item_id\": \"coffee\"};ITEM_ID is another id than the record's own.",
                "[1];Error parsing properties json",
                "{;Error parsing properties json"
            })
    void propertiesThatDoNotFitTheSchemaAreRefusedByTheirPath(String properties, String reason) {
        assertThat(refusal("{\"price\": 1}", properties))
                .startsWith("400 InvalidInputException: items.2.member.properties: ")
                .contains(reason);
    }

    @Test
    void limitsAreKept() {
        put(items, Collections.nCopies(10, "{\"price\": 1}").toArray(String[]::new));
        assertThat(refusal(Collections.nCopies(11, "{\"price\": 1}").toArray(String[]::new)))
                .contains("'items' failed to satisfy constraint: Member must have length less than or equal to 10");
        assertThat(Puts.refusal(() -> events.putItems(
                        request -> request.datasetArn(items).items(item("茶".repeat(257), "{\"price\": 1}")))))
                .contains("less than or equal to 256");
        assertThat(refusal("{\"price\": 1, \"x\": \"%s\"}".formatted("x".repeat(32_000))))
                .contains("less than or equal to 32000");
    }

    @Test
    void aDatasetThatIsNotThereOrOfAnotherTypeIsRefused() {
        assertThat(Puts.refusal(() -> put(shop.arn("dataset/none/ITEMS"), "{}")))
                .startsWith("404 ResourceNotFoundException: Resource Arn");
        assertThat(Puts.refusal(() -> events.putUsers(request -> request.datasetArn(items)
                        .users(List.of(
                                User.builder().userId("ann").properties("{}").build())))))
                .startsWith("400 InvalidInputException: ")
                .contains("is of type ITEMS; this call takes one of type USERS");
    }

    @Test
    void aDatasetThatIsBeingDeletedIsInUse() {
        try (var server = TestServer.start(Map.of("delete.delay", "1h"))) {
            var other = Shop.at(server);
            var dataset = other.items();
            other.personalize().deleteDataset(delete -> delete.datasetArn(dataset));

            try (var there = Puts.client(other)) {
                assertThat(Puts.refusal(() -> there.putItems(
                                request -> request.datasetArn(dataset).items(item("tea", "{\"price\": 1}")))))
                        .startsWith("409 ResourceInUseException: Dataset " + dataset + " is DELETE PENDING");
            }
        }
    }

    private List<PredictedItem> ask(Consumer<GetRecommendationsRequest.Builder> change) {
        var campaign = fixture.campaign(POPULAR);
        return fixture.runtime
                .getRecommendations(
                        request -> change.accept(request.campaignArn(campaign).userId("u0")))
                .itemList();
    }

    private void putFilm(String id, String properties) {
        fixture.events.putItems(request -> request.datasetArn(fixture.items).items(item(id, properties)));
    }

    private Map<String, String> shown(String id) {
        return ask(request -> request.numResults(50).metadataColumns(Map.of("ITEMS", List.of("GENRE", "PRICE"))))
                .stream()
                .filter(item -> item.itemId().equals(id))
                .map(PredictedItem::metadata)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anItemThatIsPutTakesThePlaceOfTheOldOneInTheNextAnswersMetadata() {
        assertThat(shown("c3")).isEqualTo(Map.of("GENRE", "Comedy|Light", "PRICE", "3.5"));

        putFilm("c3", "{\"genre\": \"Western\", \"creationTimestamp\": 1700000000, \"takings\": 1}");
        assertThat(shown("c3")).as("the price was left out").isEqualTo(Map.of("GENRE", "Western"));

        putFilm("c3", "{\"genre\": \"Western|War\", \"price\": 9, \"creationTimestamp\": 1700000000, \"takings\": 1}");
        assertThat(shown("c3")).isEqualTo(Map.of("GENRE", "Western|War", "PRICE", "9.0"));
    }

    @Test
    void itIsSeenByTheNextAnswersFiltersAndPromotions() {
        var musicals = fixture.filter("INCLUDE ItemID WHERE Items.GENRE IN (\"Musical\")");
        var dear = fixture.filter("INCLUDE ItemID WHERE Items.PRICE > 1000");
        var promotion = Promotion.builder()
                .name("musicals")
                .percentPromotedItems(50)
                .filterArn(musicals)
                .build();
        assertThat(ask(request -> request.filterArn(dear))).isEmpty();
        assertThat(promoted(promotion)).isEmpty();

        putFilm("d29", "{\"genre\": \"Musical\", \"price\": 1001, \"creationTimestamp\": 1700000000, \"takings\": 1}");

        assertThat(ids(ask(request -> request.filterArn(dear)))).containsExactly("d29");
        assertThat(promoted(promotion)).containsExactly("d29");

        putFilm("d29", "{\"genre\": \"Drama\", \"price\": 29.25, \"creationTimestamp\": 1700000000, \"takings\": 1}");
        assertThat(ask(request -> request.filterArn(dear))).isEmpty();
        assertThat(promoted(promotion)).isEmpty();
    }

    private List<String> promoted(Promotion promotion) {
        return ask(request -> request.numResults(4).promotions(promotion)).stream()
                .filter(item -> "musicals".equals(item.promotionName()))
                .map(PredictedItem::itemId)
                .toList();
    }

    @Test
    void ofACallThatIsRefusedNothingIsPut() {
        var operas = fixture.filter("INCLUDE ItemID WHERE Items.GENRE IN (\"Opera\")");

        assertThat(Puts.refusal(() -> fixture.events.putItems(request -> request.datasetArn(fixture.items)
                        .items(
                                item("c5", "{\"genre\": \"Opera\", \"creationTimestamp\": 1700000000, \"takings\": 1}"),
                                item("c6", "{\"genre\": \"Opera\", \"takings\": 1}")))))
                .contains("items.2.member.properties: the schema requires CREATION_TIMESTAMP.");

        assertThat(ask(request -> request.filterArn(operas))).isEmpty();
    }
}
