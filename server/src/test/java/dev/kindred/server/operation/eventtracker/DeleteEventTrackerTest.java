package dev.kindred.server.operation.eventtracker;

import static dev.kindred.server.operation.Shop.awaitGone;
import static dev.kindred.server.operation.Shop.notFound;
import static dev.kindred.server.operation.Shop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Shop;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

class DeleteEventTrackerTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void aTrackerStillAnswersRightAfterAndIsGoneALittleLater() {
        var arn = shop.tracker("clicks", shop.group("shop"));

        personalize.deleteEventTracker(request -> request.eventTrackerArn(arn));

        assertThat(personalize
                        .describeEventTracker(request -> request.eventTrackerArn(arn))
                        .eventTracker()
                        .status())
                .isEqualTo("DELETE PENDING");
        assertThat(refusal(() -> personalize.deleteEventTracker(request -> request.eventTrackerArn(arn))))
                .startsWith("ResourceInUseException: ")
                .contains(arn);
        awaitGone(() -> personalize.describeEventTracker(request -> request.eventTrackerArn(arn)));
        assertThat(refusal(() -> personalize.deleteEventTracker(request -> request.eventTrackerArn(arn))))
                .isEqualTo(notFound(arn));
    }
}
