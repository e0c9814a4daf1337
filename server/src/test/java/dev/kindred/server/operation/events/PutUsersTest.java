package dev.kindred.server.operation.events;

import static dev.kindred.server.operation.runtime.GenreTasteFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import dev.kindred.server.operation.runtime.GenreTasteFixture;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.User;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PutUsersTest {

    private static final String SCHEMA = Avro.schema(
            "Users", "USER_ID string", "AGE int", "HOME_TOWN string? categorical", "TIER string? categorical");

    private final GenreTasteFixture fixture = new GenreTasteFixture();
    private final String users = fixture.shop.dataset(fixture.group, "Users", fixture.shop.schema("users", SCHEMA));
    private final PersonalizeEventsClient events = fixture.events;

    @AfterAll
    void close() {
        fixture.close();
    }

    private static User user(String id, String properties) {
        return User.builder().userId(id).properties(properties).build();
    }

    private void put(User... put) {
        events.putUsers(request -> request.datasetArn(users).users(put));
    }

    private String refusal(User... put) {
        return Puts.refusal(() -> put(put));
    }

    @Test
    void usersAreAcceptedWithAnEmptyBody() throws Exception {
        var answer = Puts.post(fixture.shop, "/users", """
                {"datasetArn": "%s", "users": [{"userId": "ann", "properties": "{\\"age\\": 31}"},
                                               {"userId": "ben", "properties": {"AGE": 32, "homeTown": "Ulm"}}]}
                """.formatted(users));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"age\": \"old\"};AGE: expected a whole number",
                "{\"age\": 3000000000};AGE: expected a whole number",
                "{\"age\": 30, \"homeTown\": {\"a\": 1}};HOME_TOWN: expected a text, a number or a boolean",
                "{\"age\": 30, \"AGE\": 31};AGE is given twice, in different spellings.",
                "{\"homeTown\": \"Ulm\"};the schema requires AGE.",
                "\"text\";Error parsing properties json"
            })
    void propertiesThatDoNotFitTheSchemaAreRefusedByTheirPath(String properties, String reason) {
        assertThat(refusal(user("ann", "{\"age\": 1}"), user("ben", properties)))
                .startsWith("400 InvalidInputException: users.2.member.properties: ")
                .contains(reason);
    }

    @Test
    void limitsAreKept() {
        var eleven = Collections.nCopies(11, user("ann", "{\"age\": 1}")).toArray(User[]::new);
        assertThat(refusal(eleven))
                .contains("'users' failed to satisfy constraint: Member must have length less than or equal to 10");
        assertThat(refusal(user("茶".repeat(257), "{\"age\": 1}"))).contains("less than or equal to 256");
        assertThat(refusal(user("ann", "{\"age\": 1, \"x\": \"%s\"}".formatted("x".repeat(24_000)))))
                .contains("less than or equal to 24000");
    }

    @Test
    void aDatasetThatIsNotThereOrOfAnotherTypeIsRefused() {
        var ann = user("ann", "{\"age\": 1}");
        assertThat(Puts.refusal(() -> events.putUsers(request ->
                        request.datasetArn(users.replace("cinema", "none")).users(ann))))
                .startsWith("404 ResourceNotFoundException: Resource Arn");
        assertThat(Puts.refusal(() -> events.putUsers(
                        request -> request.datasetArn(fixture.items).users(ann))))
                .startsWith("400 InvalidInputException: ")
                .contains("is of type ITEMS; this call takes one of type USERS");
    }

    @Test
    void aDatasetThatIsBeingDeletedIsInUse() {
        try (var server = TestServer.start(Map.of("delete.delay", "1h"))) {
            var shop = Shop.at(server);
            var dataset = shop.dataset(shop.group("shop"), "Users", shop.schema("users", SCHEMA));
            shop.personalize().deleteDataset(delete -> delete.datasetArn(dataset));

            try (var client = Puts.client(shop)) {
                assertThat(Puts.refusal(() -> client.putUsers(
                                request -> request.datasetArn(dataset).users(user("ann", "{\"age\": 1}")))))
                        .startsWith("409 ResourceInUseException: Dataset " + dataset + " is DELETE PENDING");
            }
        }
    }

    private List<String> recommended(String user, String filter) {
        var campaign = fixture.campaign("aws-popularity-count");
        return ids(fixture.runtime
                .getRecommendations(request -> request.campaignArn(campaign)
                        .userId(user)
                        .numResults(60)
                        .filterArn(filter))
                .itemList());
    }

    @Test
    void aUserThatIsPutIsSeenByTheNextAnswersFilter() {
        var forAdults = fixture.filter("EXCLUDE ItemID WHERE Items.GENRE IN (\"Drama\") IF CurrentUser.AGE < 18");
        assertThat(recommended("kim", forAdults)).anyMatch(id -> id.startsWith("d"));

        put(user("kim", "{\"age\": 17}"));
        assertThat(recommended("kim", forAdults)).isNotEmpty().allMatch(id -> id.startsWith("c"));

        put(user("kim", "{\"age\": 18}"));
        assertThat(recommended("kim", forAdults)).anyMatch(id -> id.startsWith("d"));
    }

    @Test
    void theNewRecordTakesThePlaceOfTheOldOneWhole() {
        var forGold =
                fixture.filter("INCLUDE ItemID WHERE Items.GENRE IN (\"Drama\") IF CurrentUser.TIER IN (\"gold\")");
        put(user("lee", "{\"age\": 40, \"tier\": \"gold\"}"));
        assertThat(recommended("lee", forGold)).isNotEmpty().allMatch(id -> id.startsWith("d"));

        put(user("lee", "{\"age\": 41}"));

        assertThat(recommended("lee", forGold)).as("the tier was left out").anyMatch(id -> id.startsWith("c"));
    }

    @Test
    void ofACallThatIsRefusedNothingIsPut() {
        var forAdults = fixture.filter("EXCLUDE ItemID WHERE Items.GENRE IN (\"Drama\") IF CurrentUser.AGE < 18");

        assertThat(refusal(user("max", "{\"age\": 10}"), user("moritz", "{}")))
                .contains("users.2.member.properties: the schema requires AGE.");

        assertThat(recommended("max", forAdults)).anyMatch(id -> id.startsWith("d"));
    }
}
