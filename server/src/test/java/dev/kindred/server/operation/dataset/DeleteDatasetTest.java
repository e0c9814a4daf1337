package dev.kindred.server.operation.dataset;

import static dev.kindred.server.operation.Shop.await;
import static dev.kindred.server.operation.Shop.awaitGone;
import static dev.kindred.server.operation.Shop.notFound;
import static dev.kindred.server.operation.Shop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Shop;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.PersonalizeException;

class DeleteDatasetTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void aDatasetStillAnswersRightAfterAndIsGoneALittleLaterWithItsJobs() {
        var dataset = shop.interactions();
        var job = shop.imported("monday", dataset, shop.oneInteraction());

        personalize.deleteDataset(request -> request.datasetArn(dataset));

        assertThat(shop.statusOfDataset(dataset)).isEqualTo("DELETE PENDING");
        assertThat(refusal(() -> personalize.deleteDataset(request -> request.datasetArn(dataset))))
                .startsWith("ResourceInUseException: ")
                .contains(dataset);
        awaitGone(() -> shop.statusOfDataset(dataset));
        assertThat(refusal(() -> shop.job(job))).isEqualTo(notFound(job));
        assertThat(refusal(() -> personalize.deleteDataset(request -> request.datasetArn(dataset))))
                .isEqualTo(notFound(dataset));
    }

    @Test
    void interactionsStayWhileAnEventTrackerNeedsThem() {
        var dataset = shop.interactions();
        var tracker = shop.tracker("clicks", shop.arn("dataset-group/shop"));

        assertThat(refusal(() -> personalize.deleteDataset(request -> request.datasetArn(dataset))))
                .isEqualTo("ResourceInUseException: Resource Arn " + dataset + " is in use by " + tracker
                        + ". Delete event trackers, filters, metric attributions and campaigns first, and wait until imports,"
                        + " trainings and batch jobs end.");
    }

    @Test
    void theEventInteractionsOfATrackerCanBeDeletedOnceTheInteractionsAre() {
        var dataset = shop.interactions();
        var events = dataset.replace("INTERACTIONS", "EVENT_INTERACTIONS");
        var elsewhere = shop.arn("dataset/nowhere/EVENT_INTERACTIONS");

        assertThat(refusal(() -> personalize.deleteDataset(request -> request.datasetArn(events))))
                .isEqualTo("ResourceInUseException: Resource Arn " + events + " is in use by " + dataset
                        + ". Streamed events are part of that dataset: delete it instead.");
        personalize.deleteDataset(request -> request.datasetArn(dataset));
        personalize.deleteDataset(request -> request.datasetArn(events));
        awaitGone(() -> shop.statusOfDataset(dataset));
        personalize.deleteDataset(request -> request.datasetArn(events));

        assertThat(refusal(() -> personalize.deleteDataset(request -> request.datasetArn(elsewhere))))
                .isEqualTo(notFound(elsewhere));
        assertThat(refusal(() -> shop.statusOfDataset(events))).isEqualTo(notFound(events));
    }

    @Test
    void itemsCanGoInSpiteOfAnEventTracker() {
        var dataset = shop.items();
        shop.tracker("clicks", shop.arn("dataset-group/shop"));

        personalize.deleteDataset(request -> request.datasetArn(dataset));

        awaitGone(() -> shop.statusOfDataset(dataset));
    }

    @Test
    void aDatasetStaysWhileAnImportIsUnderWay() {
        var dataset = shop.interactions();
        Shop.hold("held-before-delete");
        var job = shop.beginImport("held-before-delete", dataset, shop.oneInteraction());
        try {
            assertThat(refusal(() -> personalize.deleteDataset(request -> request.datasetArn(dataset))))
                    .startsWith("ResourceInUseException: Resource Arn " + dataset + " is in use by " + job);
        } finally {
            Shop.release("held-before-delete");
        }
        await("ACTIVE", () -> shop.job(job).status());
        personalize.deleteDataset(request -> request.datasetArn(dataset));
    }

    @Test
    void importsThatRaceADeleteAreRefusedOrKeepTheDataset() throws InterruptedException {
        var dataset = shop.interactions();
        var file = shop.oneInteraction();
        var outcomes = new ConcurrentLinkedQueue<String>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                int number = i;
                callers.execute(() -> outcomes.add(
                        number == 3
                                ? outcome(
                                        "delete",
                                        () -> personalize.deleteDataset(request -> request.datasetArn(dataset)))
                                : outcome("import", () -> shop.beginImport("race-" + number, dataset, file))));
            }
        }

        assertThat(outcomes).hasSize(6).allMatch(List.of("delete", "import", "ResourceInUseException")::contains);
        if (outcomes.contains("delete")) {
            awaitGone(() -> shop.statusOfDataset(dataset));
            assertThat(personalize.listDatasetImportJobs(request -> {}).datasetImportJobs())
                    .isEmpty();
        }
    }

    private static String outcome(String done, Runnable call) {
        try {
            call.run();
            return done;
        } catch (PersonalizeException e) {
            return e.awsErrorDetails().errorCode();
        }
    }
}
