package dev.kindred.server.operation.exportjob;

import static dev.kindred.server.operation.Shop.await;
import static dev.kindred.server.operation.Shop.notFound;
import static dev.kindred.server.operation.Shop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalize.model.CreateDatasetExportJobRequest;
import software.amazon.awssdk.services.personalize.model.DatasetExportJob;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.Event;
import software.amazon.awssdk.services.personalizeevents.model.Item;

class CreateDatasetExportJobTest {

    private static final String ITEMS =
            Avro.schema("Items", "ITEM_ID string", "GENRE string? categorical", "PRICE float?", "PLACE string?");

    private final Shop shop = Shop.open();

    private PersonalizeEventsClient events() {
        return shop.server()
                .configure(PersonalizeEventsClient.builder())
                .region(Region.of(shop.region()))
                .build();
    }

    private String begin(
            String name,
            String dataset,
            @Nullable String mode,
            Consumer<CreateDatasetExportJobRequest.Builder> change) {
        return shop.personalize()
                .createDatasetExportJob(request -> change.accept(request.jobName(name)
                        .datasetArn(dataset)
                        .ingestionMode(mode)
                        .roleArn("arn:aws:iam::000000000000:role/any")
                        .jobOutput(out -> out.s3DataDestination(to -> to.path(shop.folder("exported"))))))
                .datasetExportJobArn();
    }

    private DatasetExportJob job(String arn) {
        return shop.personalize()
                .describeDatasetExportJob(it -> it.datasetExportJobArn(arn))
                .datasetExportJob();
    }

    private List<String> exported(String name, String dataset, @Nullable String mode) {
        var arn = begin(name, dataset, mode, it -> {});
        await("ACTIVE", () -> job(arn).status());
        return shop.download(shop.folder("exported") + name + ".csv");
    }

    private String itemsImportedAndPut() {
        var dataset = shop.dataset(shop.group("shop"), "Items", shop.schema("items", ITEMS));
        shop.imported(
                "bulk",
                dataset,
                shop.upload(
                        "items.csv",
                        "ITEM_ID,GENRE,PRICE,PLACE",
                        "tea,\"hot, green\",1.5,here",
                        "milk,,2,",
                        "milk,,2,",
                        "milk,cold,3,"));
        try (var events = events()) {
            events.putItems(put -> put.datasetArn(dataset)
                    .items(item("tea", "{\"genre\":\"hot\",\"price\":7}"), item("jam", "{\"place\":\"a\\nb\"}")));
        }
        return dataset;
    }

    private static Item item(String id, String properties) {
        return Item.builder().itemId(id).properties(properties).build();
    }

    @Test
    void importedRowsAreExportedEachOnce() {
        assertThat(exported("bulk-rows", itemsImportedAndPut(), "BULK"))
                .containsExactly(
                        "ITEM_ID,GENRE,PRICE,PLACE", "tea,\"hot, green\",1.5,here", "milk,,2.0,", "milk,cold,3.0,");
    }

    @Test
    void putRowsAreExportedWhereNothingElseIsSaid() {
        var dataset = itemsImportedAndPut();

        assertThat(exported("put-rows", dataset, null))
                .containsExactly("ITEM_ID,GENRE,PRICE,PLACE", "tea,hot,7.0,", "jam,,,\"a", "b\"");
        assertThat(job(shop.arn("dataset-export-job/put-rows")).ingestionModeAsString())
                .isEqualTo("PUT");
    }

    @Test
    void allItemsAreExportedAsTheyAreNow() {
        assertThat(exported("all-rows", itemsImportedAndPut(), "ALL"))
                .containsExactly("ITEM_ID,GENRE,PRICE,PLACE", "jam,,,\"a", "b\"", "milk,cold,3.0,", "tea,hot,7.0,");
    }

    @Test
    void eventsAreExportedUnderTheUserOfTheirSession() {
        var dataset = shop.interactions();
        shop.imported("bulk", dataset, shop.oneInteraction());
        var tracker = shop.tracker("tracker", shop.arn("dataset-group/shop"));
        var trackingId = shop.personalize()
                .describeEventTracker(it -> it.eventTrackerArn(tracker))
                .eventTracker()
                .trackingId();
        try (var events = events()) {
            for (var user : new String[] {null, "ben"}) {
                events.putEvents(put -> put.trackingId(trackingId)
                        .userId(user)
                        .sessionId("evening")
                        .eventList(event("milk", user == null ? 1 : 2)));
            }
            events.putEvents(
                    put -> put.trackingId(trackingId).sessionId("nobody's").eventList(event("jam", 3)));
        }

        assertThat(exported("all", dataset, "ALL"))
                .containsExactly(
                        "USER_ID,ITEM_ID,TIMESTAMP",
                        "ann,tea,1700000000",
                        "ben,milk,1700000001",
                        "ben,milk,1700000002");
        assertThat(exported("bulk", dataset, "BULK"))
                .containsExactly("USER_ID,ITEM_ID,TIMESTAMP", "ann,tea,1700000000");
        assertThat(exported("put", dataset, "PUT")).hasSize(3);
    }

    private static Event event(String item, int second) {
        return Event.builder()
                .eventType("view")
                .itemId(item)
                .sentAt(Instant.ofEpochSecond(1_700_000_000L + second))
                .build();
    }

    @Test
    void aDatasetWithoutRowsGivesAHeader() {
        shop.oneInteraction(); // creates the bucket
        assertThat(exported("nothing", shop.interactions(), "ALL")).containsExactly("USER_ID,ITEM_ID,TIMESTAMP");
    }

    @Test
    void anOutputFolderNeedsNoSlash() {
        var dataset = shop.interactions();
        shop.imported("bulk", dataset, shop.oneInteraction());
        var folder = shop.folder("exported");

        var job = begin(
                "no-slash",
                dataset,
                "ALL",
                it -> it.jobOutput(out ->
                        out.s3DataDestination(to -> to.path(folder.substring(0, folder.length() - 1)))));
        await("ACTIVE", () -> job(job).status());

        assertThat(shop.download(folder + "no-slash.csv")).hasSize(2);
    }

    @Test
    void aBucketThatIsNotThereFailsTheJob() {
        var job = begin(
                "nowhere",
                shop.interactions(),
                "ALL",
                it -> it.jobOutput(out -> out.s3DataDestination(to -> to.path("s3://no-such-bucket/out/"))));

        await("CREATE FAILED", () -> job(job).status());

        assertThat(job(job).failureReason()).startsWith("Bucket 'no-such-bucket' does not exist");
    }

    @Test
    void whatCannotBeIsRefused() {
        var dataset = shop.interactions();

        assertThat(refusal(() -> begin("no", shop.arn("dataset/none/ITEMS"), "ALL", it -> {})))
                .isEqualTo(notFound(shop.arn("dataset/none/ITEMS")));
        assertThat(refusal(() -> begin("no", dataset, "SOME", it -> {}))).contains("ingestionMode");
        begin("twice", dataset, "ALL", it -> {});
        assertThat(refusal(() -> begin("twice", dataset, "ALL", it -> {})))
                .isEqualTo(Shop.exists(shop.arn("dataset-export-job/twice")));
    }

    @Test
    void aDatasetOfActionsIsNotExported() {
        var actions = shop.dataset(
                shop.group("shop"),
                "Actions",
                shop.schema("actions", Avro.schema("Actions", "ACTION_ID string", "KIND string? categorical")));

        assertThat(refusal(() -> begin("no", actions, "ALL", it -> {})))
                .endsWith("Datasets of interactions, items and users can be exported.");
    }
}
