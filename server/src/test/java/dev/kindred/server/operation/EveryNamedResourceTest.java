package dev.kindred.server.operation;

import static dev.kindred.server.operation.Shop.missing;
import static dev.kindred.server.operation.Shop.noArn;
import static dev.kindred.server.operation.Shop.notFound;
import static dev.kindred.server.operation.Shop.refusal;
import static dev.kindred.server.operation.Shop.validation;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

/// Properties common to all operations with one ARN.
class EveryNamedResourceTest {
    private final Shop shop = Shop.open();

    /// An operation that takes the ARN of one resource.
    record Naming(String member, String tail, BiFunction<PersonalizeClient, @Nullable String, Object> call) {

        @Override
        public String toString() {
            return member + " of " + tail;
        }
    }

    static Stream<Naming> operations() {
        return Stream.of(
                new Naming("schemaArn", "schema/none", (it, arn) -> it.describeSchema(r -> r.schemaArn(arn))),
                new Naming("schemaArn", "schema/none", (it, arn) -> it.deleteSchema(r -> r.schemaArn(arn))),
                new Naming(
                        "datasetGroupArn",
                        "dataset-group/none",
                        (it, arn) -> it.describeDatasetGroup(r -> r.datasetGroupArn(arn))),
                new Naming(
                        "datasetGroupArn",
                        "dataset-group/none",
                        (it, arn) -> it.deleteDatasetGroup(r -> r.datasetGroupArn(arn))),
                new Naming("datasetArn", "dataset/none/ITEMS", (it, arn) -> it.describeDataset(r -> r.datasetArn(arn))),
                new Naming("datasetArn", "dataset/none/ITEMS", (it, arn) -> it.deleteDataset(r -> r.datasetArn(arn))),
                new Naming(
                        "datasetImportJobArn",
                        "dataset-import-job/none",
                        (it, arn) -> it.describeDatasetImportJob(r -> r.datasetImportJobArn(arn))),
                new Naming(
                        "eventTrackerArn",
                        "event-tracker/00000000",
                        (it, arn) -> it.describeEventTracker(r -> r.eventTrackerArn(arn))),
                new Naming(
                        "eventTrackerArn",
                        "event-tracker/00000000",
                        (it, arn) -> it.deleteEventTracker(r -> r.eventTrackerArn(arn))),
                new Naming("solutionArn", "solution/none", (it, arn) -> it.describeSolution(r -> r.solutionArn(arn))),
                new Naming("solutionArn", "solution/none", (it, arn) -> it.deleteSolution(r -> r.solutionArn(arn))),
                new Naming(
                        "solutionVersionArn",
                        "solution/none/00000000",
                        (it, arn) -> it.describeSolutionVersion(r -> r.solutionVersionArn(arn))),
                new Naming(
                        "solutionVersionArn",
                        "solution/none/00000000",
                        (it, arn) -> it.getSolutionMetrics(r -> r.solutionVersionArn(arn))),
                new Naming(
                        "solutionVersionArn",
                        "solution/none/00000000",
                        (it, arn) -> it.stopSolutionVersionCreation(r -> r.solutionVersionArn(arn))),
                new Naming("campaignArn", "campaign/none", (it, arn) -> it.describeCampaign(r -> r.campaignArn(arn))),
                new Naming("campaignArn", "campaign/none", (it, arn) -> it.deleteCampaign(r -> r.campaignArn(arn))),
                new Naming(
                        "datasetExportJobArn",
                        "dataset-export-job/none",
                        (it, arn) -> it.describeDatasetExportJob(r -> r.datasetExportJobArn(arn))),
                new Naming(
                        "dataDeletionJobArn",
                        "data-deletion-job/none",
                        (it, arn) -> it.describeDataDeletionJob(r -> r.dataDeletionJobArn(arn))),
                new Naming(
                        "batchInferenceJobArn",
                        "batch-inference-job/none",
                        (it, arn) -> it.describeBatchInferenceJob(r -> r.batchInferenceJobArn(arn))),
                new Naming(
                        "batchSegmentJobArn",
                        "batch-segment-job/none",
                        (it, arn) -> it.describeBatchSegmentJob(r -> r.batchSegmentJobArn(arn))),
                new Naming(
                        "recommenderArn",
                        "recommender/none",
                        (it, arn) -> it.describeRecommender(r -> r.recommenderArn(arn))),
                new Naming(
                        "recommenderArn",
                        "recommender/none",
                        (it, arn) -> it.deleteRecommender(r -> r.recommenderArn(arn))),
                new Naming(
                        "recommenderArn",
                        "recommender/none",
                        (it, arn) -> it.startRecommender(r -> r.recommenderArn(arn))),
                new Naming(
                        "recommenderArn",
                        "recommender/none",
                        (it, arn) -> it.stopRecommender(r -> r.recommenderArn(arn))),
                new Naming("filterArn", "filter/none", (it, arn) -> it.describeFilter(r -> r.filterArn(arn))),
                new Naming("filterArn", "filter/none", (it, arn) -> it.deleteFilter(r -> r.filterArn(arn))),
                new Naming(
                        "metricAttributionArn",
                        "metric-attribution/none",
                        (it, arn) -> it.describeMetricAttribution(r -> r.metricAttributionArn(arn))),
                new Naming(
                        "metricAttributionArn",
                        "metric-attribution/none",
                        (it, arn) -> it.deleteMetricAttribution(r -> r.metricAttributionArn(arn))),
                new Naming("recipeArn", "recipe/aws-sims", (it, arn) -> it.describeRecipe(r -> r.recipeArn(arn))),
                new Naming(
                        "algorithmArn",
                        "algorithm/aws-sims",
                        (it, arn) -> it.describeAlgorithm(r -> r.algorithmArn(arn))),
                new Naming(
                        "featureTransformationArn",
                        "feature-transformation/sims",
                        (it, arn) -> it.describeFeatureTransformation(r -> r.featureTransformationArn(arn))),
                new Naming(
                        "resourceArn", "solution/none", (it, arn) -> it.listTagsForResource(r -> r.resourceArn(arn))));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anUnknownArnIsNotFound(Naming operation) {
        var arn = shop.arn(operation.tail());

        assertThat(refusal(() -> operation.call().apply(shop.personalize(), arn)))
                .isEqualTo(notFound(arn));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anArnOfAnotherKindIsNotFound(Naming operation) {
        var arn = operation.member().equals("schemaArn") ? shop.group("shop") : shop.schema("items", Avro.ITEMS);

        assertThat(refusal(() -> operation.call().apply(shop.personalize(), arn)))
                .isEqualTo(
                        operation.member().equals("resourceArn")
                                ? "InvalidInputException: Resource Arn " + arn + " is a schema, which cannot have tags."
                                : notFound(arn));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theArnMustBeThereAndBeOne(Naming operation) {
        assertThat(refusal(() -> operation.call().apply(shop.personalize(), null)))
                .isEqualTo(validation(missing(operation.member())));
        assertThat(refusal(() -> operation.call().apply(shop.personalize(), "none")))
                .isEqualTo(validation(noArn("none", operation.member())));
        var tooLong = shop.arn("schema/" + "x".repeat(256));
        assertThat(refusal(() -> operation.call().apply(shop.personalize(), tooLong)))
                .isEqualTo(validation("Value '" + tooLong + "' at '" + operation.member()
                        + "' failed to satisfy constraint: Member must have length less than or equal to 256"));
    }
}
