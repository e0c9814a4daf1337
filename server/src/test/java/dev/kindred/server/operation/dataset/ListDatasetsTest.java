package dev.kindred.server.operation.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetSummary;

class ListDatasetsTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void theDatasetsOfAGroupOrAllAreListed() {
        var items = shop.items();
        var toys = shop.dataset(shop.group("toys"), "Users", shop.schema("users", Avro.USERS));

        assertThat(personalize.listDatasets(request -> {}).datasets())
                .extracting(DatasetSummary::datasetArn)
                .containsExactly(toys, items);
        var ofToys = personalize
                .listDatasets(request -> request.datasetGroupArn(shop.arn("dataset-group/toys")))
                .datasets();
        assertThat(ofToys).hasSize(1);
        assertThat(ofToys.getFirst().name()).isEqualTo("data");
        assertThat(ofToys.getFirst().datasetType()).isEqualTo("USERS");
        assertThat(ofToys.getFirst().status()).isEqualTo("ACTIVE");
        assertThat(ofToys.getFirst().creationDateTime())
                .isBeforeOrEqualTo(ofToys.getFirst().lastUpdatedDateTime());
    }
}
