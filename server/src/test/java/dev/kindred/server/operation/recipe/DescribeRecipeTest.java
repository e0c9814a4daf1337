package dev.kindred.server.operation.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Shop;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

class DescribeRecipeTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    private static final String SERVICE = "arn:aws:personalize:::";

    @ParameterizedTest
    @CsvSource({
        "aws-user-personalization-v2, USER_PERSONALIZATION, aws-user-personalization-v2, aws-user-personalization-v2",
        "aws-user-personalization, USER_PERSONALIZATION, aws-user-personalization, aws-user-personalization",
        "aws-personalized-ranking-v2, PERSONALIZED_RANKING, aws-personalized-ranking-v2, aws-personalized-ranking-v2",
        "aws-personalized-ranking, PERSONALIZED_RANKING, aws-personalized-ranking, JSON-percentile-filtering",
        "aws-similar-items, RELATED_ITEMS, aws-similar-items, aws-similar-items",
        "aws-sims, RELATED_ITEMS, aws-sims, sims",
        "aws-semantic-similarity, RELATED_ITEMS, aws-semantic-similarity, aws-semantic-similarity",
        "aws-trending-now, POPULAR_ITEMS, aws-trending-now-custom, aws-trending-now",
        "aws-popularity-count, POPULAR_ITEMS, aws-popularity-count, sims",
        "aws-next-best-action, PERSONALIZED_ACTIONS, aws-next-best-action, aws-next-best-action",
        "aws-item-affinity, USER_SEGMENTATION, aws-item-affinity, item-affinity",
        "aws-item-attribute-affinity, USER_SEGMENTATION, aws-item-attribute-affinity, item-attribute-affinity",
        "aws-hrnn, USER_PERSONALIZATION, aws-hrnn, JSON-percentile-filtering",
        "aws-hrnn-metadata, USER_PERSONALIZATION, aws-hrnn-metadata, featurize_metadata",
        "aws-hrnn-coldstart, USER_PERSONALIZATION, aws-hrnn-coldstart, featurize_coldstart",
        "aws-ecomm-frequently-bought-together, RELATED_ITEMS, aws-ecomm-frequently-bought-together, aws-ecomm-frequently-bought-together",
        "aws-vod-most-popular, POPULAR_ITEMS, aws-vod-most-popular, aws-vod-most-popular",
    })
    void aRecipeNamesItsTypeAlgorithmAndTransformation(
            String name, String type, String algorithm, String transformation) {
        var recipe = personalize
                .describeRecipe(request -> request.recipeArn(SERVICE + "recipe/" + name))
                .recipe();

        assertThat(recipe.name()).isEqualTo(name);
        assertThat(recipe.recipeArn()).isEqualTo(SERVICE + "recipe/" + name);
        assertThat(recipe.recipeType()).isEqualTo(type);
        assertThat(recipe.algorithmArn()).isEqualTo(SERVICE + "algorithm/" + algorithm);
        assertThat(recipe.featureTransformationArn()).isEqualTo(SERVICE + "feature-transformation/" + transformation);
        assertThat(recipe.status()).isEqualTo("ACTIVE");
        assertThat(recipe.description()).isNotBlank();
        assertThat(recipe.creationDateTime()).isBeforeOrEqualTo(recipe.lastUpdatedDateTime());
    }

    @ParameterizedTest
    @CsvSource({
        "aws-sims, 2019-06-10",
        "aws-item-affinity, 2021-07-15",
        "aws-item-attribute-affinity, 2021-08-25",
        "aws-next-best-action, 2023-08-11",
        "aws-personalized-ranking-v2, 2024-01-01",
    })
    void theDatesAreTheServicesOwn(String name, String date) {
        assertThat(personalize
                        .describeRecipe(request -> request.recipeArn(SERVICE + "recipe/" + name))
                        .recipe()
                        .creationDateTime())
                .isEqualTo(Instant.parse(date + "T00:00:00Z"));
    }

    @Test
    void everyListedRecipeAndWhatItNamesCanBeDescribed() {
        for (var summary : personalize.listRecipes(request -> {}).recipes()) {
            var recipe = personalize
                    .describeRecipe(request -> request.recipeArn(summary.recipeArn()))
                    .recipe();

            assertThat(personalize
                            .describeAlgorithm(request -> request.algorithmArn(recipe.algorithmArn()))
                            .algorithm()
                            .algorithmArn())
                    .isEqualTo(recipe.algorithmArn());
            assertThat(personalize
                            .describeFeatureTransformation(
                                    request -> request.featureTransformationArn(recipe.featureTransformationArn()))
                            .featureTransformation()
                            .featureTransformationArn())
                    .isEqualTo(recipe.featureTransformationArn());
        }
    }
}
