package dev.kindred.server.resource;

import dev.kindred.server.constraint.Fraction;
import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.ParameterName;
import dev.kindred.server.constraint.ParameterValue;
import dev.kindred.server.constraint.RankingFactor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The configuration of a campaign's recommendations.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CampaignConfig.html">API reference</a>
public record CampaignConfig(
        @Length(max = 100) @Nullable Map<@ParameterName String, @ParameterValue String> itemExplorationConfig,
        @Nullable Boolean enableMetadataWithRecommendations,
        @Nullable Boolean syncWithLatestSolutionVersion,
        @Nullable Map<@RankingFactor String, @Fraction Double> rankingInfluence) {

    /// Returns this configuration with automatic deployment of the latest version on or off.
    public CampaignConfig following(boolean latest) {
        return new CampaignConfig(itemExplorationConfig, enableMetadataWithRecommendations, latest, rankingInfluence);
    }
}
