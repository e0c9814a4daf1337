package dev.kindred.server.operation.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

class DescribeDatasetTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void whatWasGivenIsShownWithTheTypeInUpperCase() {
        var arn = shop.items();

        var dataset =
                personalize.describeDataset(request -> request.datasetArn(arn)).dataset();

        assertThat(dataset.name()).isEqualTo("data");
        assertThat(dataset.datasetArn()).isEqualTo(arn);
        assertThat(dataset.datasetGroupArn()).isEqualTo(shop.arn("dataset-group/shop"));
        assertThat(dataset.datasetType()).isEqualTo("ITEMS");
        assertThat(dataset.schemaArn()).isEqualTo(shop.arn("schema/items"));
        assertThat(dataset.status()).isEqualTo("ACTIVE");
        assertThat(dataset.latestDatasetUpdate()).isNull();
        assertThat(dataset.trackingId()).isNull();
        assertThat(dataset.lastUpdatedDateTime()).isAfterOrEqualTo(dataset.creationDateTime());
    }

    @Test
    void actionInteractionsHaveATrackingId() {
        var arn =
                shop.dataset(shop.group("shop"), "Action_Interactions", shop.schema("acts", Avro.ACTION_INTERACTIONS));

        assertThat(personalize
                        .describeDataset(request -> request.datasetArn(arn))
                        .dataset()
                        .trackingId())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }
}
