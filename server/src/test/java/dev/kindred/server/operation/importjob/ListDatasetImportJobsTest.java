package dev.kindred.server.operation.importjob;

import static dev.kindred.server.operation.Shop.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetImportJobSummary;

class ListDatasetImportJobsTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void theJobsOfADatasetOrAllAreListedNewestFirst() {
        var interactions = shop.interactions();
        var items = shop.dataset(shop.arn("dataset-group/shop"), "Items", shop.schema("items", Avro.ITEMS));
        var monday = shop.imported("monday", interactions, shop.oneInteraction());
        var tuesday = shop.imported("tuesday", items, shop.upload("items.csv", "ITEM_ID,GENRE", "tea,drinks"));
        var wednesday = shop.imported("wednesday", interactions, shop.oneInteraction());

        assertThat(jobs(null)).containsExactly(wednesday, tuesday, monday);
        assertThat(jobs(interactions)).containsExactly(wednesday, monday);
        assertThat(jobs(items)).containsExactly(tuesday);
    }

    private List<String> jobs(@Nullable String dataset) {
        return personalize.listDatasetImportJobs(request -> request.datasetArn(dataset)).datasetImportJobs().stream()
                .map(DatasetImportJobSummary::datasetImportJobArn)
                .toList();
    }

    @Test
    void aSummaryTellsWhatDescribeTells() {
        var failed = shop.beginImport("monday", shop.interactions(), "s3://nowhere/none.csv");
        await("CREATE FAILED", () -> shop.job(failed).status());

        var summary = personalize
                .listDatasetImportJobs(request -> {})
                .datasetImportJobs()
                .getFirst();

        var job = shop.job(failed);
        assertThat(summary.jobName()).isEqualTo("monday");
        assertThat(summary.datasetImportJobArn()).isEqualTo(failed);
        assertThat(summary.status()).isEqualTo("CREATE FAILED");
        assertThat(summary.failureReason()).isEqualTo(job.failureReason());
        assertThat(summary.importModeAsString()).isEqualTo("FULL");
        assertThat(summary.creationDateTime()).isEqualTo(job.creationDateTime());
        assertThat(summary.lastUpdatedDateTime()).isEqualTo(job.lastUpdatedDateTime());
    }
}
