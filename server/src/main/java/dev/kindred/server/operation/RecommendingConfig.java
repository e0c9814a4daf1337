package dev.kindred.server.operation;

import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.recipe.Decimal;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.schema.DatasetType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Validation of the configuration that campaigns and recommenders have in common.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CampaignConfig.html">API reference</a>
public final class RecommendingConfig {

    private static final String WEIGHT = "explorationWeight";
    private static final String AGE_CUT_OFF = "explorationItemAgeCutOff";

    private RecommendingConfig() {}

    /// Validates an exploration configuration.
    ///
    /// @param config the configuration of the request, or null for none
    /// @param youngestCutOff the minimum age cut-off, in days
    /// @throws InvalidInput if `recipe` does not support exploration, or a value is out of range
    public static void checkExploration(
            @Nullable Map<String, String> config, RecipeFacts recipe, double youngestCutOff) {
        if (config == null || config.isEmpty()) {
            return;
        }
        if (!recipe.can(RecipeAbility.EXPLORATION)) {
            throw new InvalidInput(
                    "itemExplorationConfig is not for recipe %s, whose exploration cannot be configured. Leave it out."
                            .formatted(recipe.name()));
        }
        config.forEach((name, value) -> {
            switch (name) {
                case WEIGHT -> requireNumber(name, value, 0, 1, "a number from 0 to 1");
                case AGE_CUT_OFF ->
                    requireNumber(
                            name,
                            value,
                            youngestCutOff,
                            Double.MAX_VALUE,
                            youngestCutOff < 1 ? "a number of days above 0" : "a number of days, at least 1");
                default ->
                    throw new InvalidInput("itemExplorationConfig has no setting %s. Those there are: %s, %s."
                            .formatted(name, WEIGHT, AGE_CUT_OFF));
            }
        });
    }

    /// Validates a ranking influence.
    ///
    /// @throws InvalidInput if `recipe` does not support it
    public static void checkInfluence(@Nullable Map<String, Double> influence, RecipeFacts recipe) {
        if (influence != null && !influence.isEmpty() && !recipe.can(RecipeAbility.RANKING_INFLUENCE)) {
            throw new InvalidInput("rankingInfluence is for recipe aws-semantic-similarity, not %s. Leave it out."
                    .formatted(recipe.name()));
        }
    }

    private static void requireNumber(String name, String value, double min, double max, String expected) {
        double number = Decimal.real(value).orElse(Double.NaN);
        if (!(number >= min && number <= max)) {
            throw new InvalidInput("itemExplorationConfig.%s is '%s'; expected %s.".formatted(name, value, expected));
        }
    }

    /// Validates that recommendations can include metadata.
    ///
    /// @param enabled whether the request enables metadata
    /// @throws InvalidInput if the recipe does not support metadata, or the dataset group has no Items dataset
    public static void checkMetadata(@Nullable Boolean enabled, RecipeFacts recipe, GroupSchemas schemas) {
        if (!Boolean.TRUE.equals(enabled)) {
            return;
        }
        if (!recipe.can(RecipeAbility.METADATA)) {
            throw new InvalidInput(
                    "enableMetadataWithRecommendations is not for recipe %s. Leave it out.".formatted(recipe.name()));
        }
        schemas.require(DatasetType.ITEMS, "enableMetadataWithRecommendations");
    }
}
