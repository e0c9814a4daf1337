package dev.kindred.server.operation.schema;

import static dev.kindred.server.operation.Shop.exists;
import static dev.kindred.server.operation.Shop.missing;
import static dev.kindred.server.operation.Shop.refusal;
import static dev.kindred.server.operation.Shop.validation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

class CreateSchemaTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void aSchemaIsThereAtOnceUnderItsName() {
        var answer = personalize.createSchema(request -> request.name("movies").schema(Avro.ITEMS));

        assertThat(answer.schemaArn()).isEqualTo(shop.arn("schema/movies"));
        assertThat(personalize
                        .describeSchema(request -> request.schemaArn(answer.schemaArn()))
                        .schema()
                        .name())
                .isEqualTo("movies");
    }

    @Test
    void aTakenNameIsRefusedWithItsArn() {
        shop.schema("movies", Avro.ITEMS);

        assertThat(refusal(() -> shop.schema("movies", Avro.USERS))).isEqualTo(exists(shop.arn("schema/movies")));
    }

    @Test
    void namesDifferByCase() {
        shop.schema("movies", Avro.ITEMS);

        assertThat(shop.schema("Movies", Avro.ITEMS)).isEqualTo(shop.arn("schema/Movies"));
    }

    @Test
    void aDeletedNameIsFreeAgain() {
        var arn = shop.schema("movies", Avro.ITEMS);
        personalize.deleteSchema(request -> request.schemaArn(arn));

        assertThat(shop.schema("movies", Avro.USERS)).isEqualTo(arn);
    }

    @Test
    void whatIsNoSchemaIsRefusedWithAllThatIsWrongWithIt() {
        assertThat(refusal(() -> shop.schema("no-json", "Items")))
                .startsWith("InvalidInputException: ")
                .contains("JSON");
        assertThat(refusal(() -> shop.schema("films", Avro.schema("Films", "ITEM_ID string"))))
                .startsWith("InvalidInputException: ")
                .contains("Films", "Interactions, Items, Users, Actions or ActionInteractions");
        assertThat(refusal(() -> shop.schema("clicks", Avro.schema("Interactions", "USER_ID int", "ITEM_ID string"))))
                .startsWith("InvalidInputException: ")
                .contains("USER_ID must be declared as string", "TIMESTAMP is missing");
    }

    @Test
    void actionsAreForCustomGroupsOnly() {
        assertThat(refusal(() -> personalize.createSchema(
                        request -> request.name("actions").schema(Avro.ACTIONS).domain("ECOMMERCE"))))
                .startsWith("InvalidInputException: ")
                .contains("leave the domain ECOMMERCE out");
    }

    @Test
    void theMembersFormsAreCheckedTogether() {
        assertThat(refusal(() -> personalize.createSchema(
                        request -> request.name("-").schema("x".repeat(20_001)).domain("GARDENING"))))
                .startsWith("ValidationException: 3 validation errors detected: ")
                .contains(
                        "Value '-' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern",
                        "at 'schema' failed to satisfy constraint: Member must have length less than or equal to 20000",
                        "Value 'GARDENING' at 'domain' failed to satisfy constraint: Member must satisfy enum value set:"
                                + " [ECOMMERCE, VIDEO_ON_DEMAND]");
        assertThat(refusal(() -> personalize.createSchema(request -> {})))
                .isEqualTo(validation(missing("name"), missing("schema")));
    }

    @Test
    void noMoreThanTheQuotaCanBeMade() {
        var small = Shop.openWithQuotasOfTwo();
        small.schema("one", Avro.ITEMS);
        small.schema("two", Avro.ITEMS);

        assertThat(refusal(() -> small.schema("three", Avro.ITEMS)))
                .isEqualTo("LimitExceededException: Cannot create a schema. There are 2 already. Delete some and try"
                        + " again.");
        small.personalize().deleteSchema(request -> request.schemaArn(small.arn("schema/one")));
        assertThat(small.schema("three", Avro.ITEMS)).isEqualTo(small.arn("schema/three"));
    }
}
