package dev.kindred.server.operation.eventtracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Shop;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

class DescribeEventTrackerTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void whatCreateToldIsShown() {
        var group = shop.group("shop");
        var made =
                personalize.createEventTracker(request -> request.name("clicks").datasetGroupArn(group));

        var tracker = personalize
                .describeEventTracker(request -> request.eventTrackerArn(made.eventTrackerArn()))
                .eventTracker();

        assertThat(tracker.name()).isEqualTo("clicks");
        assertThat(tracker.eventTrackerArn()).isEqualTo(made.eventTrackerArn());
        assertThat(tracker.accountId()).isEqualTo("000000000000");
        assertThat(tracker.trackingId()).isEqualTo(made.trackingId());
        assertThat(tracker.datasetGroupArn()).isEqualTo(group);
        assertThat(tracker.status()).isIn("CREATE PENDING", "CREATE IN_PROGRESS", "ACTIVE");
        assertThat(tracker.creationDateTime()).isBeforeOrEqualTo(tracker.lastUpdatedDateTime());
    }
}
