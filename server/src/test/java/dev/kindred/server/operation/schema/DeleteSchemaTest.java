package dev.kindred.server.operation.schema;

import static dev.kindred.server.operation.Shop.await;
import static dev.kindred.server.operation.Shop.awaitGone;
import static dev.kindred.server.operation.Shop.notFound;
import static dev.kindred.server.operation.Shop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

class DeleteSchemaTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void aSchemaIsGoneAtOnce() {
        var arn = shop.schema("movies", Avro.ITEMS);

        personalize.deleteSchema(request -> request.schemaArn(arn));

        assertThat(refusal(() -> personalize.describeSchema(request -> request.schemaArn(arn))))
                .isEqualTo(notFound(arn));
        assertThat(refusal(() -> personalize.deleteSchema(request -> request.schemaArn(arn))))
                .isEqualTo(notFound(arn));
    }

    @Test
    void aSchemaThatADatasetFollowsStaysUntilTheDatasetIsGone() {
        var dataset = shop.items();
        var arn = shop.arn("schema/items");

        assertThat(refusal(() -> personalize.deleteSchema(request -> request.schemaArn(arn))))
                .isEqualTo("ResourceInUseException: Resource Arn " + arn + " is in use by " + dataset
                        + ". Delete these datasets first.");

        personalize.deleteDataset(request -> request.datasetArn(dataset));
        awaitGone(() -> shop.statusOfDataset(dataset));
        personalize.deleteSchema(request -> request.schemaArn(arn));
    }

    @Test
    void aSchemaIsFreeOnceItsDatasetHasAnother() {
        var dataset = shop.items();
        var wider = shop.schema(
                "wider", Avro.schema("Items", "ITEM_ID string", "GENRE string categorical", "PRICE float?"));
        personalize.updateDataset(request -> request.datasetArn(dataset).schemaArn(wider));
        await(
                "ACTIVE",
                () -> personalize
                        .describeDataset(request -> request.datasetArn(dataset))
                        .dataset()
                        .latestDatasetUpdate()
                        .status());

        personalize.deleteSchema(request -> request.schemaArn(shop.arn("schema/items")));

        assertThat(refusal(() -> personalize.deleteSchema(request -> request.schemaArn(wider))))
                .startsWith("ResourceInUseException: ")
                .contains(dataset);
    }
}
