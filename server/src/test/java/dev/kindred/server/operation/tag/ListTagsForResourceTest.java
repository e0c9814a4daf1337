package dev.kindred.server.operation.tag;

import static dev.kindred.server.operation.Shop.await;
import static dev.kindred.server.operation.Shop.awaitGone;
import static dev.kindred.server.operation.Shop.notFound;
import static dev.kindred.server.operation.Shop.refusal;
import static dev.kindred.server.operation.Shop.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

class ListTagsForResourceTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void whatHasNoTagsHasAnEmptyList() {
        var answer = personalize.listTagsForResource(request -> request.resourceArn(shop.group("shop")));

        assertThat(answer.hasTags()).isTrue();
        assertThat(answer.tags()).isEmpty();
    }

    @Test
    void whateverIsCreatedWithTagsHasThem() {
        var team = tag("team", "toys");
        var group = personalize
                .createDatasetGroup(request -> request.name("shop").tags(team))
                .datasetGroupArn();
        await("ACTIVE", () -> shop.statusOfGroup(group));
        var schema = shop.schema("interactions", Avro.INTERACTIONS);
        var dataset = personalize
                .createDataset(request -> request.name("clicks")
                        .datasetGroupArn(group)
                        .datasetType("Interactions")
                        .schemaArn(schema)
                        .tags(team))
                .datasetArn();
        await("ACTIVE", () -> shop.statusOfDataset(dataset));
        var job = personalize
                .createDatasetImportJob(request -> request.jobName("monday")
                        .datasetArn(dataset)
                        .dataSource(source -> source.dataLocation("s3://none/none.csv"))
                        .tags(team))
                .datasetImportJobArn();
        var tracker = personalize
                .createEventTracker(
                        request -> request.name("clicks").datasetGroupArn(group).tags(team))
                .eventTrackerArn();

        for (var arn : List.of(group, dataset, job, tracker)) {
            assertThat(personalize
                            .listTagsForResource(request -> request.resourceArn(arn))
                            .tags())
                    .as(arn)
                    .containsExactly(team);
        }
    }

    @Test
    void noResourceIsCreatedWhereItsTagsAreRefused() {
        assertThat(refusal(() -> personalize.createDatasetGroup(
                        request -> request.name("shop").tags(Shop.tags(51)))))
                .startsWith("TooManyTagsException: ");
        assertThat(refusal(() -> personalize.createDatasetGroup(
                        request -> request.name("shop").tags(tag("aws:x", "")))))
                .startsWith("InvalidInputException: ");
        assertThat(refusal(() -> personalize.createDatasetGroup(
                        request -> request.name("shop").tags(Shop.tags(201)))))
                .startsWith("ValidationException: ");
        assertThat(personalize.listDatasetGroups(request -> {}).datasetGroups()).isEmpty();
    }

    @Test
    void tagsGoWithTheirResource() {
        var group = shop.group("shop");
        personalize.tagResource(request -> request.resourceArn(group).tags(tag("team", "toys")));
        personalize.deleteDatasetGroup(request -> request.datasetGroupArn(group));
        awaitGone(() -> shop.statusOfGroup(group));

        assertThat(refusal(() -> shop.tagKeys(group))).isEqualTo(notFound(group));
        assertThat(shop.tagKeys(shop.group("shop"))).isEmpty();
    }

    @Test
    void whatBelongsToTheServiceIsNotFound() {
        assertThat(refusal(() -> shop.tagKeys("arn:aws:personalize:::recipe/aws-sims")))
                .isEqualTo(notFound("arn:aws:personalize:::recipe/aws-sims"));
    }
}
