package dev.kindred.server.operation.dataset;

import static dev.kindred.server.operation.Shop.await;
import static dev.kindred.server.operation.Shop.exists;
import static dev.kindred.server.operation.Shop.missing;
import static dev.kindred.server.operation.Shop.noArn;
import static dev.kindred.server.operation.Shop.notFound;
import static dev.kindred.server.operation.Shop.refusal;
import static dev.kindred.server.operation.Shop.validation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

class CreateDatasetTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void aDatasetsArnIsItsGroupsNameAndItsType() {
        var group = shop.group("shop");
        var schema = shop.schema("items", Avro.ITEMS);

        var arn = personalize
                .createDataset(request -> request.name("things")
                        .datasetGroupArn(group)
                        .datasetType("Items")
                        .schemaArn(schema))
                .datasetArn();

        assertThat(arn).isEqualTo(shop.arn("dataset/shop/ITEMS"));
        await("ACTIVE", () -> shop.statusOfDataset(arn));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Users", "USERS", "users", "uSeRs"})
    void theTypeMayBeInAnyCase(String type) {
        assertThat(shop.dataset(shop.group("shop"), type, shop.schema("users", Avro.USERS)))
                .isEqualTo(shop.arn("dataset/shop/USERS"));
    }

    @Test
    void aCustomGroupHoldsOneDatasetOfEachType() {
        var group = shop.group("shop");

        assertThat(List.of(
                        shop.dataset(group, "INTERACTIONS", shop.schema("interactions", Avro.INTERACTIONS)),
                        shop.dataset(group, "ITEMS", shop.schema("items", Avro.ITEMS)),
                        shop.dataset(group, "USERS", shop.schema("users", Avro.USERS)),
                        shop.dataset(group, "ACTIONS", shop.schema("actions", Avro.ACTIONS)),
                        shop.dataset(group, "ACTION_INTERACTIONS", shop.schema("acts", Avro.ACTION_INTERACTIONS))))
                .doesNotHaveDuplicates();
        assertThat(refusal(() -> shop.dataset(group, "Items", shop.arn("schema/items"))))
                .isEqualTo(exists(shop.arn("dataset/shop/ITEMS")));
    }

    @Test
    void anUnknownTypeIsRefusedWithTheKnownOnes() {
        var group = shop.group("shop");
        var schema = shop.schema("items", Avro.ITEMS);

        assertThat(refusal(() -> shop.dataset(group, "Films", schema)))
                .isEqualTo(
                        "InvalidInputException: datasetType Films is not one of [INTERACTIONS, ITEMS, USERS, ACTIONS,"
                                + " ACTION_INTERACTIONS].");
    }

    @Test
    void theSchemaMustBeForTheType() {
        var group = shop.group("shop");
        var schema = shop.schema("items", Avro.ITEMS);

        assertThat(refusal(() -> shop.dataset(group, "Users", schema)))
                .isEqualTo("InvalidInputException: Schema " + schema
                        + " is for Items; a dataset of type USERS needs one whose name is Users.");
    }

    @Test
    void theRecordsNameTellsTheTypeWhateverItsCase() {
        var group = shop.group("shop");
        var users =
                shop.dataset(group, "Users", shop.schema("users", Avro.schema("users", "USER_ID string", "AGE int?")));
        var wider = shop.schema("wider", Avro.schema("USERS", "USER_ID string", "AGE int?", "CITY string?"));
        shop.imported("users", users, shop.upload("users.csv", "USER_ID,AGE", "ann,44"));

        personalize.updateDataset(it -> it.datasetArn(users).schemaArn(wider));

        assertThat(shop.dataset(
                        group,
                        "Action_Interactions",
                        shop.schema(
                                "acts",
                                Avro.schema(
                                        "action_interactions",
                                        "USER_ID string",
                                        "ACTION_ID string",
                                        "EVENT_TYPE string",
                                        "TIMESTAMP long"))))
                .isEqualTo(shop.arn("dataset/shop/ACTION_INTERACTIONS"));
    }

    @Test
    void theSchemaMustBeForTheGroupsDomain() {
        var custom = shop.group("custom");
        var clothes = shop.group("clothes", "ECOMMERCE");
        var customSchema = shop.schema("interactions", Avro.SHOP_INTERACTIONS);
        var clothesSchema = personalize
                .createSchema(request ->
                        request.name("clothes").schema(Avro.SHOP_INTERACTIONS).domain("ECOMMERCE"))
                .schemaArn();

        assertThat(refusal(() -> shop.dataset(clothes, "Interactions", customSchema)))
                .isEqualTo("InvalidInputException: Schema " + customSchema + " is for custom dataset groups, but the"
                        + " dataset group is for the domain ECOMMERCE. Create the schema with the domain ECOMMERCE.");
        assertThat(refusal(() -> shop.dataset(custom, "Interactions", clothesSchema)))
                .isEqualTo("InvalidInputException: Schema " + clothesSchema + " is for the domain ECOMMERCE, but the"
                        + " dataset group is for custom dataset groups. Create the schema without a domain.");
        assertThat(shop.dataset(clothes, "Interactions", clothesSchema))
                .isEqualTo(shop.arn("dataset/clothes/INTERACTIONS"));
    }

    @Test
    void aDomainGroupHoldsNoActions() {
        var clothes = shop.group("clothes", "ECOMMERCE");
        var actions = shop.schema("actions", Avro.ACTIONS);

        assertThat(refusal(() -> shop.dataset(clothes, "Actions", actions)))
                .isEqualTo(
                        "InvalidInputException: Datasets of type ACTIONS are for custom dataset groups; this one is for"
                                + " the domain ECOMMERCE.");
    }

    @Test
    void groupAndSchemaMustExist() {
        var group = shop.group("shop");
        var schema = shop.schema("items", Avro.ITEMS);

        assertThat(refusal(() -> shop.dataset(shop.arn("dataset-group/none"), "Items", schema)))
                .isEqualTo(notFound(shop.arn("dataset-group/none")));
        assertThat(refusal(() -> shop.dataset(group, "Items", shop.arn("schema/none"))))
                .isEqualTo(notFound(shop.arn("schema/none")));
        assertThat(refusal(() -> shop.dataset(schema, "Items", group))).isEqualTo(notFound(schema));
    }

    @Test
    void theMembersFormsAreCheckedTogether() {
        assertThat(refusal(() -> personalize.createDataset(
                        request -> request.datasetType("my items").schemaArn("s"))))
                .isEqualTo(validation(
                        missing("name"),
                        noArn("s", "schemaArn"),
                        missing("datasetGroupArn"),
                        "Value 'my items' at 'datasetType' failed to satisfy constraint: Member must satisfy regular"
                                + " expression pattern: ^[A-Za-z_]+$"));
    }
}
