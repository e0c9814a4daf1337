package dev.kindred.server.operation.campaign;

import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.operation.GroupSchemas;
import dev.kindred.server.operation.RecommendingConfig;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.resource.CampaignConfig;
import dev.kindred.server.schema.DatasetType;
import org.jspecify.annotations.Nullable;

/// Validation of a campaign's configuration for the version that it serves.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CampaignConfig.html">API reference</a>
final class CampaignRules {

    private CampaignRules() {}

    /// Validates the configuration.
    ///
    /// @throws InvalidInput naming the invalid member
    /// @throws dev.kindred.server.error.ServiceException.ResourceInUse if the dataset that it needs is being
    /// deleted
    static void check(@Nullable CampaignConfig config, ServedVersion served, CatalogView view) {
        var recipe = served.requireDeployable();
        var schemas = GroupSchemas.of(view, served.version().datasetGroupArn());
        schemas.requireNotGoing(recipe.can(RecipeAbility.ITEMS_ALONE) ? DatasetType.ITEMS : DatasetType.INTERACTIONS);
        if (recipe.can(RecipeAbility.NEEDS_ACTIONS_DATASET)) {
            schemas.requireNotGoing(DatasetType.ACTIONS);
        }
        if (config == null) {
            return;
        }
        RecommendingConfig.checkExploration(config.itemExplorationConfig(), recipe, Double.MIN_VALUE);
        RecommendingConfig.checkMetadata(config.enableMetadataWithRecommendations(), recipe, schemas);
        RecommendingConfig.checkInfluence(config.rankingInfluence(), recipe);
    }
}
