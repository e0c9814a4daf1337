package dev.kindred.server.operation;

import dev.kindred.server.error.ServiceException.ResourceInUse;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.Recommender;
import java.util.Set;

/// Rules of updates during which a resource keeps its status.
public final class Updates {

    private Updates() {}

    /// Checks that no update of the campaign is in progress.
    ///
    /// @throws ResourceInUse if one is; it ends when the model is loaded
    public static void requireNoneUnderWay(Campaign campaign) {
        if (campaign.hasUpdateUnderWay()) {
            throw underWay(campaign.arn(), "latestCampaignUpdate").awaiting(Set.of(campaign.arn()));
        }
    }

    /// Checks that no update of the recommender is in progress.
    ///
    /// @throws ResourceInUse if one is; it ends when the model is loaded, after a training if the update needs
    /// one
    public static void requireNoneUnderWay(Recommender recommender) {
        if (recommender.hasUpdateUnderWay()) {
            var refusal = underWay(recommender.arn(), "latestRecommenderUpdate");
            throw recommender.needsTrainingForUpdate() ? refusal : refusal.awaiting(Set.of(recommender.arn()));
        }
    }

    private static ResourceInUse underWay(Arn arn, String member) {
        return new ResourceInUse("Resource Arn %s is being updated. Wait until %s is ACTIVE.".formatted(arn, member));
    }
}
