package dev.kindred.server.operation.datasetgroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Shop;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetGroupSummary;

class ListDatasetGroupsTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void aSummaryTellsWhatDescribeTells() {
        shop.group("clothes", "ECOMMERCE");
        var arn = shop.group("movies");

        var groups = personalize.listDatasetGroups(request -> {}).datasetGroups();

        assertThat(groups).extracting(DatasetGroupSummary::name).containsExactly("movies", "clothes");
        assertThat(groups).extracting(DatasetGroupSummary::domainAsString).containsExactly(null, "ECOMMERCE");
        assertThat(groups).extracting(DatasetGroupSummary::status).containsOnly("ACTIVE");
        var described = personalize
                .describeDatasetGroup(request -> request.datasetGroupArn(arn))
                .datasetGroup();
        assertThat(groups.getFirst().datasetGroupArn()).isEqualTo(arn);
        assertThat(groups.getFirst().creationDateTime()).isEqualTo(described.creationDateTime());
        assertThat(groups.getFirst().lastUpdatedDateTime()).isEqualTo(described.lastUpdatedDateTime());
        assertThat(groups.getFirst().failureReason()).isNull();
    }
}
