package dev.kindred.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.paginators.PaginationConfig;
import dev.kindred.paginators.PersonalizePaginators;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetImportJobSummary;
import software.amazon.awssdk.services.personalize.model.ImportMode;
import software.amazon.awssdk.services.personalize.model.ListDatasetImportJobsRequest;
import software.amazon.awssdk.services.personalize.model.ListDatasetImportJobsResponse;
import software.amazon.awssdk.services.personalize.model.ResourceInUseException;
import software.amazon.awssdk.services.personalize.model.Tag;
import software.amazon.awssdk.services.s3.S3Client;

/// The AWS SDK for Java, from the first schema to the last deletion.
class SdkWalkTest {

    private static final int JOBS = 7;

    @TempDir
    private static Path folder;

    private static PackagedServer server;
    private static PersonalizeClient personalize;
    private static S3Client s3;

    @BeforeAll
    static void start() throws IOException {
        server = PackagedServer.start(folder.resolve("data"));
        personalize = server.personalize();
        s3 = server.s3();
        s3.createBucket(request -> request.bucket("data"));
        s3.putObject(
                request -> request.bucket("data").key("day-1.csv"),
                RequestBody.fromString(Shop.HEADER + "ann,tea,view,1700000000\nbob,pot,buy,1700000060\n"));
    }

    @AfterAll
    static void stop() throws IOException {
        s3.close();
        personalize.close();
        server.close();
    }

    @Test
    void dataIsImportedListedTaggedAndAllOfItDeletedInTheOrderOfAwsCleanUps() {
        var shop = Shop.open(personalize, "walk");
        var arns = new ArrayList<String>();
        for (int i = 0; i < JOBS; i++) {
            arns.add(shop.createJob("walk-" + i, "day-1.csv", i == 0 ? ImportMode.FULL : ImportMode.INCREMENTAL));
        }
        for (var arn : arns) {
            var job = Polling.untilDone(personalize, arn);
            assertThat(job.failureReason()).isNull();
            assertThat(job.status()).isEqualTo("ACTIVE");
            assertThat(job.datasetArn()).isEqualTo(shop.dataset());
            assertThat(job.dataSource().dataLocation()).isEqualTo("s3://data/day-1.csv");
            assertThat(job.lastUpdatedDateTime()).isAfterOrEqualTo(job.creationDateTime());
        }

        assertThat(everyPageOf(shop)).containsExactlyElementsOf(arns.reversed());
        assertThat(sdkPaginator(shop)).containsExactlyElementsOf(arns.reversed());
        assertThat(portions(shop)).containsExactlyElementsOf(arns.reversed());

        tagAndUntag(shop.dataset());
        deleteAll(shop);
    }

    private static List<String> everyPageOf(Shop shop) {
        var arns = new ArrayList<String>();
        var request = ListDatasetImportJobsRequest.builder()
                .datasetArn(shop.dataset())
                .maxResults(3)
                .build();
        ListDatasetImportJobsResponse page;
        do {
            page = personalize.listDatasetImportJobs(request);
            assertThat(page.datasetImportJobs()).hasSizeBetween(1, 3);
            page.datasetImportJobs().forEach(job -> arns.add(job.datasetImportJobArn()));
            request = request.toBuilder().nextToken(page.nextToken()).build();
        } while (page.nextToken() != null);
        return arns;
    }

    private static List<String> sdkPaginator(Shop shop) {
        return personalize
                .listDatasetImportJobsPaginator(
                        request -> request.datasetArn(shop.dataset()).maxResults(2))
                .datasetImportJobs()
                .stream()
                .map(DatasetImportJobSummary::datasetImportJobArn)
                .toList();
    }

    /// Portions of two in pages of three, so that each second portion begins within a page.
    private static List<String> portions(Shop shop) {
        var request = ListDatasetImportJobsRequest.builder()
                .datasetArn(shop.dataset())
                .build();
        var arns = new ArrayList<String>();
        var config = PaginationConfig.builder().maxItems(2).pageSize(3);
        var result = PersonalizePaginators.listDatasetImportJobs(personalize)
                .paginate(request, config.build())
                .buildFullResult();
        result.items().forEach(job -> arns.add(job.datasetImportJobArn()));
        while (result.nextToken().isPresent()) {
            result = PersonalizePaginators.listDatasetImportJobs(personalize)
                    .paginate(
                            request,
                            config.startingToken(result.nextToken().get()).build())
                    .buildFullResult();
            assertThat(result.items()).hasSizeBetween(1, 2);
            result.items().forEach(job -> arns.add(job.datasetImportJobArn()));
        }
        return arns;
    }

    private static void tagAndUntag(String arn) {
        personalize.tagResource(request -> request.resourceArn(arn).tags(tag("stage", "test"), tag("team", "search")));
        personalize.tagResource(request -> request.resourceArn(arn).tags(tag("stage", "live")));
        personalize.untagResource(request -> request.resourceArn(arn).tagKeys("team", "never-there"));
        assertThat(personalize
                        .listTagsForResource(request -> request.resourceArn(arn))
                        .tags())
                .containsExactly(tag("stage", "live"));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().tagKey(key).tagValue(value).build();
    }

    /// Deletes event tracker, dataset, schema and dataset group, each polled until it is gone.
    private static void deleteAll(Shop shop) {
        var group = shop.dataset().replace(":dataset/", ":dataset-group/").replace("/INTERACTIONS", "");
        var schema = group.replace(":dataset-group/", ":schema/");
        var tracker = personalize
                .createEventTracker(request -> request.name("walk").datasetGroupArn(group))
                .eventTrackerArn();
        Polling.until(() -> personalize
                .describeEventTracker(request -> request.eventTrackerArn(tracker))
                .eventTracker()
                .status()
                .equals("ACTIVE"));
        assertThatThrownBy(() -> personalize.deleteDataset(request -> request.datasetArn(shop.dataset())))
                .isInstanceOf(ResourceInUseException.class)
                .hasMessageContaining(tracker);

        personalize.deleteEventTracker(request -> request.eventTrackerArn(tracker));
        Polling.untilGone(() -> personalize.describeEventTracker(request -> request.eventTrackerArn(tracker)));
        assertThatThrownBy(() -> personalize.deleteDatasetGroup(request -> request.datasetGroupArn(group)))
                .isInstanceOf(ResourceInUseException.class)
                .hasMessageContaining(shop.dataset());
        assertThatThrownBy(() -> personalize.deleteSchema(request -> request.schemaArn(schema)))
                .isInstanceOf(ResourceInUseException.class)
                .hasMessageContaining(shop.dataset());
        personalize.deleteDataset(request -> request.datasetArn(shop.dataset()));
        assertThat(personalize
                        .describeDataset(request -> request.datasetArn(shop.dataset()))
                        .dataset()
                        .status())
                .isEqualTo("DELETE PENDING");
        Polling.untilGone(() -> personalize.describeDataset(request -> request.datasetArn(shop.dataset())));
        personalize.deleteSchema(request -> request.schemaArn(schema));
        Polling.untilGone(() -> personalize.describeSchema(request -> request.schemaArn(schema)));
        personalize.deleteDatasetGroup(request -> request.datasetGroupArn(group));
        Polling.untilGone(() -> personalize.describeDatasetGroup(request -> request.datasetGroupArn(group)));

        assertThat(everyPageOfNothing()).isEmpty();
        assertThat(Shop.open(personalize, "walk").createJob("walk-0", "day-1.csv", ImportMode.FULL))
                .endsWith("dataset-import-job/walk-0"); // its name is free again
    }

    private static List<DatasetImportJobSummary> everyPageOfNothing() {
        return personalize.listDatasetImportJobs(request -> {}).datasetImportJobs();
    }
}
