package dev.kindred.server.operation.campaign;

import dev.kindred.server.catalog.CampaignConfig;
import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.operation.GroupSchemas;
import dev.kindred.server.operation.RecommendingConfig;
import org.jspecify.annotations.Nullable;

/// What a campaign's configuration may say, given the version it serves.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CampaignConfig.html">API reference</a>
final class CampaignRules {

    private CampaignRules() {}

    /// Returns if a campaign can serve `served` so.
    ///
    /// @throws InvalidInput naming what cannot be
    static void check(@Nullable CampaignConfig config, ServedVersion served, CatalogView view) {
        var recipe = served.requireDeployable();
        if (config == null) {
            return;
        }
        RecommendingConfig.checkExploration(config.itemExplorationConfig(), recipe, Double.MIN_VALUE);
        RecommendingConfig.checkMetadata(
                config.enableMetadataWithRecommendations(),
                recipe,
                GroupSchemas.of(view, served.version().datasetGroupArn()));
        RecommendingConfig.checkInfluence(config.rankingInfluence(), recipe);
    }
}
