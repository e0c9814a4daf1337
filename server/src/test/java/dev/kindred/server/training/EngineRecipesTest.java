package dev.kindred.server.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.Recipe.Percentiles;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeCatalogue;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.resource.Arn;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineRecipesTest {

    @ParameterizedTest
    @CsvSource({"30 minutes, 30", "30 MINUTES, 30", "1 Hour, 60", "2 hours, 120", "1 DAY, 1440"})
    void theSpanOfATrendIsReadInAnyCase(String text, long minutes) {
        var trending = RecipeCatalogue.of(Arn.of("arn:aws:personalize:::recipe/aws-trending-now"));

        assertThat(EngineRecipes.of(trending, Map.of(), Map.of("trend_discovery_frequency", text), null))
                .isEqualTo(new Recipe.TrendingNow(Duration.ofMinutes(minutes)));
    }

    private static Map<String, Recipe> useCases() {
        var personalization = new Recipe.Personalization(149, true, new Percentiles(0, 0.99), null);
        var sims = new Recipe.Sims(0.5, 3, new Percentiles(0, 0.995), Percentiles.ALL);
        return Map.of(
                "aws-ecomm-recommended-for-you",
                personalization,
                "aws-vod-top-picks",
                personalization,
                "aws-ecomm-frequently-bought-together",
                sims,
                "aws-ecomm-customers-who-viewed-x-also-viewed",
                sims,
                "aws-vod-because-you-watched-x",
                sims,
                "aws-vod-more-like-x",
                new Recipe.SimilarItems(0, 100, 100),
                "aws-vod-trending-now",
                new Recipe.TrendingNow(Duration.ofHours(2)),
                "aws-ecomm-popular-items-by-views",
                new Recipe.PopularityCount(),
                "aws-ecomm-popular-items-by-purchases",
                new Recipe.PopularityCount(),
                "aws-vod-most-popular",
                new Recipe.PopularityCount());
    }

    @Test
    void everyUseCaseTrainsAsItsRecipeWithItsOwnDefaults() {
        var trained = RecipeCatalogue.all().stream()
                .filter(recipe -> recipe.domain() != null)
                .collect(Collectors.toMap(
                        RecipeFacts::name, recipe -> EngineRecipes.of(recipe, Map.of(), Map.of(), null)));

        assertThat(trained).isEqualTo(useCases());
    }

    @Test
    void everyRecipeOfSolutionsIsTrained() {
        for (var recipe : RecipeCatalogue.all()) {
            if (!recipe.can(RecipeAbility.NEEDS_ACTIONS_DATASET)) {
                assertThat(EngineRecipes.of(recipe, Map.of(), Map.of(), null))
                        .as(recipe.name())
                        .isNotNull();
            }
        }
    }
}
