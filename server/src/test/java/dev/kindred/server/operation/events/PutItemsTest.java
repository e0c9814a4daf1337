package dev.kindred.server.operation.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kindred.server.operation.Shop;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.Item;
import software.amazon.awssdk.services.personalizeevents.model.PersonalizeEventsException;
import software.amazon.awssdk.services.personalizeevents.model.User;

class PutItemsTest {

    private static final String SCHEMA = """
            {"type": "record", "name": "Items", "namespace": "com.amazonaws.personalize.schema", "version": "1.0",
             "fields": [{"name": "ITEM_ID", "type": "string"}, {"name": "PRICE", "type": "float"},
                        {"name": "GENRE_L1", "type": ["null", "string"], "categorical": true}]}
            """;

    private final Shop shop = Shop.open();
    private final String items = shop.dataset(shop.group("shop"), "Items", shop.schema("items", SCHEMA));
    private final PersonalizeEventsClient events = shop.server()
            .configure(PersonalizeEventsClient.builder())
            .region(Region.of(shop.region()))
            .build();

    private void put(String dataset, String... properties) {
        events.putItems(request -> {
            var list = Arrays.stream(properties)
                    .map(text -> Item.builder().itemId("tea").properties(text).build())
                    .toList();
            request.datasetArn(dataset).items(list);
        });
    }

    private String refusal(String dataset, String... properties) {
        var refusal = catchThrowableOfType(PersonalizeEventsException.class, () -> put(dataset, properties));
        assertThat(refusal).isNotNull();
        return refusal.statusCode() + " " + refusal.awsErrorDetails().errorMessage();
    }

    @Test
    void keysMatchColumnsInAnyCaseWithAndWithoutUnderscores() {
        put(items, "{\"price\": 1.5, \"genreL1\": \"a|b\"}", "{\"PRICE\": \"2\", \"genre_l1\": null}");
    }

    @Test
    void theRecordThatIsWrongIsNamed() {
        assertThat(refusal(items, "{\"price\": 1}", "{\"price\": \"cheap\"}"))
                .isEqualTo("400 items.2.member.properties: PRICE: expected a number within the range of float.");
        assertThat(refusal(items, "{\"genreL1\": \"a\"}"))
                .isEqualTo("400 items.1.member.properties: the schema requires PRICE.");
    }

    @Test
    void aDatasetThatIsNotThereOrOfAnotherTypeIsRefused() {
        assertThat(refusal(shop.arn("dataset/none/ITEMS"), "{}")).startsWith("404 Resource Arn");
        var users = catchThrowableOfType(
                PersonalizeEventsException.class,
                () -> events.putUsers(request -> request.datasetArn(items)
                        .users(List.of(
                                User.builder().userId("ann").properties("{}").build()))));
        assertThat(users.awsErrorDetails().errorMessage())
                .contains("is of type ITEMS; this call takes one of type USERS");
    }
}
