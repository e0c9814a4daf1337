package dev.kindred.server.operation.eventtracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Shop;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.EventTrackerSummary;

class ListEventTrackersTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void theTrackersOfAGroupOrAllAreListed() {
        var clothes = shop.tracker("clicks", shop.group("clothes"));
        var toys = shop.tracker("views", shop.group("toys"));

        assertThat(personalize.listEventTrackers(request -> {}).eventTrackers())
                .extracting(EventTrackerSummary::eventTrackerArn)
                .containsExactly(toys, clothes);
        var ofToys = personalize
                .listEventTrackers(request -> request.datasetGroupArn(shop.arn("dataset-group/toys")))
                .eventTrackers();
        assertThat(ofToys).hasSize(1);
        assertThat(ofToys.getFirst().name()).isEqualTo("views");
        assertThat(ofToys.getFirst().status()).isEqualTo("ACTIVE");
        assertThat(ofToys.getFirst().creationDateTime())
                .isBeforeOrEqualTo(ofToys.getFirst().lastUpdatedDateTime());
    }
}
