package dev.kindred.server.operation.datasetgroup;

import static dev.kindred.server.operation.Shop.awaitGone;
import static dev.kindred.server.operation.Shop.notFound;
import static dev.kindred.server.operation.Shop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

class DeleteDatasetGroupTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void aGroupStillAnswersRightAfterAndIsGoneALittleLater() {
        var arn = shop.group("movies");

        personalize.deleteDatasetGroup(request -> request.datasetGroupArn(arn));

        assertThat(shop.statusOfGroup(arn)).isEqualTo("DELETE PENDING");
        awaitGone(() -> shop.statusOfGroup(arn));
        assertThat(personalize.listDatasetGroups(request -> {}).datasetGroups()).isEmpty();
        assertThat(refusal(() -> personalize.deleteDatasetGroup(request -> request.datasetGroupArn(arn))))
                .isEqualTo(notFound(arn));
    }

    @Test
    void aSecondDeleteIsRefusedWhileTheFirstIsUnderWay() {
        var arn = shop.group("movies");
        personalize.deleteDatasetGroup(request -> request.datasetGroupArn(arn));

        assertThat(refusal(() -> personalize.deleteDatasetGroup(request -> request.datasetGroupArn(arn))))
                .isEqualTo("ResourceInUseException: Resource Arn " + arn + " is DELETE PENDING: it is being deleted"
                        + " already.");
    }

    @Test
    void aGroupWithDatasetsAndTrackersStaysAndNamesThem() {
        var group = shop.group("shop");
        var dataset = shop.dataset(group, "Items", shop.schema("items", Avro.ITEMS));
        var tracker = shop.tracker("events", group);

        assertThat(refusal(() -> personalize.deleteDatasetGroup(request -> request.datasetGroupArn(group))))
                .isEqualTo("ResourceInUseException: Resource Arn " + group + " is in use by " + dataset + ", " + tracker
                        + ". Delete these first, and wait until they are gone.");
    }

    @Test
    void nothingNewIsMadeInAGroupThatIsGoing() {
        var group = shop.group("movies");
        var schema = shop.schema("items", Avro.ITEMS);
        personalize.deleteDatasetGroup(request -> request.datasetGroupArn(group));

        assertThat(refusal(() -> shop.dataset(group, "Items", schema)))
                .isEqualTo(
                        "ResourceInUseException: Resource Arn " + group + " is DELETE PENDING: it is being deleted.");
    }

    @Test
    void namesAreFreeAgainWhenTheParentsAreGone() {
        var dataset = shop.interactions();
        var job = shop.imported("monday", dataset, shop.oneInteraction());
        personalize.deleteDataset(request -> request.datasetArn(dataset));
        awaitGone(() -> shop.statusOfDataset(dataset));
        var group = shop.arn("dataset-group/shop");
        personalize.deleteDatasetGroup(request -> request.datasetGroupArn(group));
        awaitGone(() -> shop.statusOfGroup(group));

        assertThat(refusal(() -> shop.job(job))).isEqualTo(notFound(job));
        assertThat(personalize.listDatasetImportJobs(request -> {}).datasetImportJobs())
                .isEmpty();
        shop.group("shop");
        shop.dataset(group, "Interactions", shop.arn("schema/interactions"));
        assertThat(shop.imported("monday", dataset, shop.oneInteraction())).isEqualTo(job);
    }
}
