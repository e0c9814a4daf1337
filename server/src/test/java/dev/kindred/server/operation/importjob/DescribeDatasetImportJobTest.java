package dev.kindred.server.operation.importjob;

import static dev.kindred.server.operation.Shop.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Shop;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

class DescribeDatasetImportJobTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void whatWasGivenIsShownWithTheDefaults() {
        var dataset = shop.interactions();
        var file = shop.oneInteraction();

        var job = shop.job(shop.imported("monday", dataset, file));

        assertThat(job.jobName()).isEqualTo("monday");
        assertThat(job.datasetImportJobArn()).isEqualTo(shop.arn("dataset-import-job/monday"));
        assertThat(job.datasetArn()).isEqualTo(dataset);
        assertThat(job.dataSource().dataLocation()).isEqualTo(file);
        assertThat(job.importModeAsString()).isEqualTo("FULL");
        assertThat(job.publishAttributionMetricsToS3()).isFalse();
        assertThat(job.roleArn()).isNull();
        assertThat(job.failureReason()).isNull();
        assertThat(job.creationDateTime()).isBeforeOrEqualTo(job.lastUpdatedDateTime());
    }

    @Test
    void theRoleIsShown() {
        var dataset = shop.interactions();
        var arn = personalize
                .createDatasetImportJob(request -> request.jobName("monday")
                        .datasetArn(dataset)
                        .roleArn("arn:aws:iam::000000000000:role/reader")
                        .dataSource(source -> source.dataLocation(shop.oneInteraction())))
                .datasetImportJobArn();

        assertThat(shop.job(arn).roleArn()).isEqualTo("arn:aws:iam::000000000000:role/reader");
    }

    @Test
    void aJobUnderWayIsInProgress() {
        var dataset = shop.interactions();
        Shop.hold("held-in-progress");
        var arn = shop.beginImport("held-in-progress", dataset, shop.oneInteraction());
        var created = shop.job(arn);
        try {
            await("CREATE IN_PROGRESS", () -> shop.job(arn).status());
            assertThat(shop.job(arn).lastUpdatedDateTime()).isAfterOrEqualTo(created.lastUpdatedDateTime());
        } finally {
            Shop.release("held-in-progress");
        }
        await("ACTIVE", () -> shop.job(arn).status());
    }
}
