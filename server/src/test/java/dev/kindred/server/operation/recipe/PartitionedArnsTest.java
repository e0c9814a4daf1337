package dev.kindred.server.operation.recipe;

import static dev.kindred.server.operation.Shop.notFound;
import static dev.kindred.server.operation.Shop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import dev.kindred.server.operation.Avro;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

/// ARNs have the partition of the request's region, including those of the service.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartitionedArnsTest {

    private final TestServer server = TestServer.start();

    @AfterAll
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "eu-west-1, aws",
        "cn-north-1, aws-cn",
        "cn-northwest-1, aws-cn",
        "us-gov-west-1, aws-us-gov",
        "us-iso-east-1, aws-iso",
        "us-isob-east-1, aws-iso-b",
        "us-isof-south-1, aws-iso-f",
        "eu-isoe-west-1, aws-iso-e",
        "eusc-de-east-1, aws-eusc"
    })
    void everyArnIsOfTheRegionsPartition(String region, String partition) {
        try (var personalize = server.personalize(region)) {
            var own = "arn:%s:personalize:%s:000000000000:".formatted(partition, region);
            var service = "arn:%s:personalize:::".formatted(partition);

            var group = personalize.createDatasetGroup(it -> it.name("shop")).datasetGroupArn();
            var schema = personalize
                    .createSchema(it -> it.name("events").schema(Avro.INTERACTIONS))
                    .schemaArn();
            var dataset = personalize
                    .createDataset(it -> it.name("events")
                            .datasetGroupArn(group)
                            .datasetType("Interactions")
                            .schemaArn(schema))
                    .datasetArn();
            var solution = personalize
                    .createSolution(it -> it.name("best")
                            .datasetGroupArn(group)
                            .recipeArn(service + "recipe/aws-user-personalization"))
                    .solutionArn();
            var version = personalize
                    .createSolutionVersion(it -> it.solutionArn(solution))
                    .solutionVersionArn();

            assertThat(List.of(group, schema, dataset, solution))
                    .containsExactly(
                            own + "dataset-group/shop",
                            own + "schema/events",
                            own + "dataset/shop/INTERACTIONS",
                            own + "solution/best");
            assertThat(version).startsWith(solution + "/");
            assertThat(personalize
                            .describeSolution(it -> it.solutionArn(solution))
                            .solution()
                            .recipeArn())
                    .isEqualTo(service + "recipe/aws-user-personalization");
            assertThat(personalize.listRecipes(it -> {}).recipes())
                    .hasSize(25)
                    .allSatisfy(recipe -> assertThat(recipe.recipeArn()).startsWith(service + "recipe/aws-"));
            requirePartsOf(personalize, service);
        }
    }

    private static void requirePartsOf(PersonalizeClient personalize, String service) {
        var recipe = personalize
                .describeRecipe(it -> it.recipeArn(service + "recipe/aws-user-personalization"))
                .recipe();

        assertThat(recipe.algorithmArn()).startsWith(service + "algorithm/");
        assertThat(recipe.featureTransformationArn()).startsWith(service + "feature-transformation/");
        assertThat(personalize
                        .describeAlgorithm(it -> it.algorithmArn(recipe.algorithmArn()))
                        .algorithm()
                        .algorithmArn())
                .isEqualTo(recipe.algorithmArn());
        assertThat(personalize
                        .describeFeatureTransformation(
                                it -> it.featureTransformationArn(recipe.featureTransformationArn()))
                        .featureTransformation()
                        .featureTransformationArn())
                .isEqualTo(recipe.featureTransformationArn());
    }

    @ParameterizedTest
    @CsvSource({"us-west-2, aws-cn", "cn-north-1, aws", "us-gov-east-1, aws-cn"})
    void anArnOfAnotherPartitionIsNotFound(String region, String partition) {
        try (var personalize = server.personalize(region)) {
            personalize.createDatasetGroup(it -> it.name("other"));
            var group = "arn:%s:personalize:%s:000000000000:dataset-group/other".formatted(partition, region);
            var recipe = "arn:%s:personalize:::recipe/aws-sims".formatted(partition);

            assertThat(refusal(() -> personalize.describeDatasetGroup(it -> it.datasetGroupArn(group))))
                    .isEqualTo(notFound(group));
            assertThat(refusal(() -> personalize.describeRecipe(it -> it.recipeArn(recipe))))
                    .isEqualTo(notFound(recipe));
        }
    }
}
