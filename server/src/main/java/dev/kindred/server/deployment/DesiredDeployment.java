package dev.kindred.server.deployment;

import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.catalog.ModelRecord;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.CampaignConfig;
import dev.kindred.server.resource.LifeCycleEvent;
import dev.kindred.server.resource.Recommender;
import dev.kindred.server.resource.RecommenderConfig;
import dev.kindred.server.resource.Status;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The deployment that the catalog prescribes for a campaign or recommender: a model and a configuration. Two
/// equal values prescribe the same answers.
///
/// A creation, a start or an update is prescribed while it is in progress, so that its model is loaded before it
/// becomes ACTIVE. An update that requires a training is prescribed when its model is in the catalog.
sealed interface DesiredDeployment {

    Arn arn();

    /// The model, which belongs to a solution version or to the recommender.
    ModelRecord model();

    /// The deployment of a campaign.
    record OfCampaign(Arn arn, @Nullable CampaignConfig config, ModelRecord model) implements DesiredDeployment {}

    /// The deployment of a recommender.
    record OfRecommender(Arn arn, Arn datasetGroup, Arn recipe, RecommenderConfig config, ModelRecord model)
            implements DesiredDeployment {}

    /// Returns what the catalog prescribes for an ARN, or empty if nothing is to be served under it.
    static Optional<DesiredDeployment> of(CatalogView view, Arn arn) {
        return switch (view.find(arn).orElse(null)) {
            case Campaign campaign -> of(view, updated(campaign));
            case Recommender recommender -> of(view, recommender);
            case null, default -> Optional.empty();
        };
    }

    private static Optional<DesiredDeployment> of(CatalogView view, Campaign campaign) {
        if (!isServed(campaign.status())) {
            return Optional.empty();
        }
        return view.models()
                .findNewest(campaign.solutionVersionArn())
                .map(model -> new OfCampaign(campaign.arn(), campaign.campaignConfig(), model));
    }

    private static Optional<DesiredDeployment> of(CatalogView view, Recommender recommender) {
        if (!isServed(recommender.status())) {
            return Optional.empty();
        }
        return view.models()
                .findNewest(recommender.arn())
                .map(model -> new OfRecommender(
                        recommender.arn(),
                        recommender.datasetGroupArn(),
                        recommender.recipeArn(),
                        updated(recommender, model).recommenderConfig(),
                        model));
    }

    private static boolean isServed(Status status) {
        return status == Status.ACTIVE || status == Status.CREATE_IN_PROGRESS || status == Status.START_IN_PROGRESS;
    }

    private static Campaign updated(Campaign campaign) {
        var update = campaign.latestCampaignUpdate();
        return update != null && update.status() == Status.CREATE_IN_PROGRESS
                ? campaign.onUpdate(new LifeCycleEvent.Finished(), campaign.lastUpdatedDateTime())
                : campaign;
    }

    private static Recommender updated(Recommender recommender, ModelRecord model) {
        var update = recommender.latestRecommenderUpdate();
        if (update == null || update.status() != Status.CREATE_IN_PROGRESS) {
            return recommender;
        }
        boolean isTrained = !model.trainedAt().isBefore(update.lastUpdatedDateTime());
        return isTrained || !recommender.needsTrainingForUpdate()
                ? recommender.onUpdate(new LifeCycleEvent.Finished(), recommender.lastUpdatedDateTime())
                : recommender;
    }
}
