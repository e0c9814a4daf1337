package dev.kindred.server.operation.dataset;

import static dev.kindred.server.operation.Shop.await;
import static dev.kindred.server.operation.Shop.missing;
import static dev.kindred.server.operation.Shop.notFound;
import static dev.kindred.server.operation.Shop.refusal;
import static dev.kindred.server.operation.Shop.validation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

class UpdateDatasetTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    private static final String WIDER =
            Avro.schema("Items", "ITEM_ID string", "GENRE string categorical", "PRICE float?");

    @Test
    void theNewSchemaIsTheDatasetsWhenTheUpdateIsActive() {
        var dataset = shop.items();
        var wider = shop.schema("wider", WIDER);

        var answer =
                personalize.updateDataset(request -> request.datasetArn(dataset).schemaArn(wider));

        assertThat(answer.datasetArn()).isEqualTo(dataset);
        await(
                "ACTIVE",
                () -> personalize
                        .describeDataset(request -> request.datasetArn(dataset))
                        .dataset()
                        .latestDatasetUpdate()
                        .status());
        var after = personalize
                .describeDataset(request -> request.datasetArn(dataset))
                .dataset();
        assertThat(after.schemaArn()).isEqualTo(wider);
        assertThat(after.status()).isEqualTo("ACTIVE");
        var update = after.latestDatasetUpdate();
        assertThat(update.schemaArn()).isEqualTo(wider);
        assertThat(update.failureReason()).isNull();
        assertThat(update.creationDateTime()).isBeforeOrEqualTo(update.lastUpdatedDateTime());
    }

    @Test
    void aNewColumnMustAllowNullAndNoOldOneMayGo() {
        var dataset = shop.items();
        var other = shop.schema("other", Avro.schema("Items", "ITEM_ID string", "PRICE float"));

        assertThat(refusal(() -> personalize.updateDataset(
                        request -> request.datasetArn(dataset).schemaArn(other))))
                .startsWith("InvalidInputException: ")
                .contains("GENRE is missing", "PRICE is new and must allow null");
    }

    @Test
    void onlyItemsAndUsersCanChange() {
        var dataset = shop.interactions();
        var wider = shop.schema(
                "wider",
                Avro.schema("Interactions", "USER_ID string", "ITEM_ID string", "TIMESTAMP long", "DEVICE string?"));

        assertThat(refusal(() -> personalize.updateDataset(
                        request -> request.datasetArn(dataset).schemaArn(wider))))
                .startsWith("InvalidInputException: ")
                .endsWith("Only Items and Users datasets can change their schema, not Interactions.");
    }

    @Test
    void theSchemaMustBeForTheType() {
        var dataset = shop.items();
        var users = shop.schema("users", Avro.USERS);

        assertThat(refusal(() -> personalize.updateDataset(
                        request -> request.datasetArn(dataset).schemaArn(users))))
                .startsWith("InvalidInputException: Schema " + users + " is for Users");
    }

    @Test
    void anImportUnderWayIsNamed() {
        var dataset = shop.items();
        var wider = shop.schema("wider", WIDER);
        var file = shop.upload("items.csv", "ITEM_ID,GENRE", "tea,drinks");
        Shop.hold("held-before-update");
        var job = shop.beginImport("held-before-update", dataset, file);
        try {
            assertThat(refusal(() -> personalize.updateDataset(
                            request -> request.datasetArn(dataset).schemaArn(wider))))
                    .isEqualTo("ResourceInUseException: Resource Arn " + dataset + " is in use by " + job
                            + ". Wait until these imports end.");
        } finally {
            Shop.release("held-before-update");
        }
        await("ACTIVE", () -> shop.job(job).status());
        personalize.updateDataset(request -> request.datasetArn(dataset).schemaArn(wider));
    }

    @Test
    void datasetAndSchemaMustExist() {
        var dataset = shop.items();

        assertThat(refusal(() -> personalize.updateDataset(request ->
                        request.datasetArn(shop.arn("dataset/none/ITEMS")).schemaArn(shop.arn("schema/items")))))
                .isEqualTo(notFound(shop.arn("dataset/none/ITEMS")));
        assertThat(refusal(() -> personalize.updateDataset(
                        request -> request.datasetArn(dataset).schemaArn(shop.arn("schema/none")))))
                .isEqualTo(notFound(shop.arn("schema/none")));
        assertThat(refusal(() -> personalize.updateDataset(request -> {})))
                .isEqualTo(validation(missing("datasetArn"), missing("schemaArn")));
    }

    @Test
    void aDatasetThatIsGoingCannotChange() {
        var dataset = shop.items();
        personalize.deleteDataset(request -> request.datasetArn(dataset));

        assertThat(refusal(() -> personalize.updateDataset(
                        request -> request.datasetArn(dataset).schemaArn(shop.arn("schema/items")))))
                .isEqualTo(
                        "ResourceInUseException: Resource Arn " + dataset + " is DELETE PENDING: it is being deleted.");
    }
}
