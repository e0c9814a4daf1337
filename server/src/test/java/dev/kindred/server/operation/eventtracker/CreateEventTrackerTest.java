package dev.kindred.server.operation.eventtracker;

import static dev.kindred.server.operation.Shop.await;
import static dev.kindred.server.operation.Shop.awaitGone;
import static dev.kindred.server.operation.Shop.noArn;
import static dev.kindred.server.operation.Shop.notFound;
import static dev.kindred.server.operation.Shop.refusal;
import static dev.kindred.server.operation.Shop.validation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Shop;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

class CreateEventTrackerTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void aTrackerHasAShortIdAndATrackingId() {
        var group = shop.group("shop");

        var answer =
                personalize.createEventTracker(request -> request.name("clicks").datasetGroupArn(group));

        assertThat(answer.eventTrackerArn()).matches(shop.arn("event-tracker/[0-9a-f]{8}"));
        assertThat(answer.trackingId()).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        await(
                "ACTIVE",
                () -> personalize
                        .describeEventTracker(request -> request.eventTrackerArn(answer.eventTrackerArn()))
                        .eventTracker()
                        .status());
    }

    @Test
    void aGroupHasOneTrackerWhoseSuccessorMustWaitUntilItIsGone() {
        var group = shop.group("shop");
        var tracker = shop.tracker("clicks", group);

        assertThat(refusal(() -> shop.tracker("views", group)))
                .isEqualTo("ResourceAlreadyExistsException: Dataset group " + group + " has the event tracker "
                        + tracker + " already; it can have one.");

        personalize.deleteEventTracker(request -> request.eventTrackerArn(tracker));
        awaitGone(() -> personalize.describeEventTracker(request -> request.eventTrackerArn(tracker)));
        assertThat(shop.tracker("views", group)).isNotEqualTo(tracker);
    }

    @Test
    void trackersOfTwoGroupsMayShareAName() {
        assertThat(shop.tracker("clicks", shop.group("one"))).isNotEqualTo(shop.tracker("clicks", shop.group("two")));
    }

    @Test
    void theGroupMustBeThereAndStay() {
        var group = shop.group("shop");
        personalize.deleteDatasetGroup(request -> request.datasetGroupArn(group));

        assertThat(refusal(() -> shop.tracker("clicks", group)))
                .startsWith("ResourceInUseException: ")
                .contains(group);
        assertThat(refusal(() -> shop.tracker("clicks", shop.arn("dataset-group/none"))))
                .isEqualTo(notFound(shop.arn("dataset-group/none")));
    }

    @Test
    void theMembersFormsAreCheckedTogether() {
        assertThat(refusal(() -> shop.tracker("-", "group")))
                .isEqualTo(validation(
                        "Value '-' at 'name' failed to satisfy constraint: Member must satisfy regular expression"
                                + " pattern: ^[a-zA-Z0-9][a-zA-Z0-9\\-_]*",
                        noArn("group", "datasetGroupArn")));
    }
}
