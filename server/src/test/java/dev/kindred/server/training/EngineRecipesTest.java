package dev.kindred.server.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.engine.recipe.Recipe;
import dev.kindred.server.recipe.RecipeCatalogue;
import dev.kindred.server.resource.Arn;
import java.time.Duration;
import java.util.Map;
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
}
