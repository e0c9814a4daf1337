package dev.kindred.server.operation;

import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.recipe.Decimal;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.schema.DatasetType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules of configurations that say how something recommends, whether a campaign or a recommender.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CampaignConfig.html">API reference</a>
public final class RecommendingConfig {

    private static final String WEIGHT = "explorationWeight";
    private static final String AGE_CUT_OFF = "explorationItemAgeCutOff";

    private RecommendingConfig() {}

    /// Returns if `recipe` can explore so.
    ///
    /// @param config the configuration as it was given, or null for none
    /// @param youngestCutOff the fewest days that may be given
    /// @throws InvalidInput if it cannot, or a value is out of range
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

    /// Returns if items can be moved so.
    ///
    /// @throws InvalidInput if `recipe` cannot be told so
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

    /// Returns if answers can have metadata.
    ///
    /// @param enabled whether that is asked for
    /// @throws InvalidInput if the recipe or the dataset group has none to give
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
