package dev.kindred.server.deployment;

import dev.kindred.engine.ranking.Query.Exploration;
import dev.kindred.engine.recipe.popularity.TrendingModel;
import dev.kindred.server.dataset.LiveDatasetGroup;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.snapshot.Selection;
import org.jspecify.annotations.Nullable;

/// A model and its configuration, served under the ARN of a campaign or a recommender. Immutable: a change
/// replaces the deployment, and a request uses one deployment from start to end.
///
/// @param source the solution version or recommender of the model
/// @param group the live data of its dataset group
/// @param recipe the recipe of the model, which determines the supported requests
/// @param events the selected events of a user's history
/// @param exploration the configuration of exploration, or null for none
/// @param trends the automatic evaluation of trends, or null if the model does not change
/// @param metadata whether responses can contain items' metadata
public record Deployment(
        Arn arn,
        Arn source,
        LiveDatasetGroup group,
        RecipeFacts recipe,
        LiveModel model,
        Selection events,
        @Nullable Exploration exploration,
        boolean metadata,
        @Nullable Trends trends)
        implements ServedModel {

    /// Returns a deployment of a model.
    public static Deployment of(
            Arn arn,
            Arn source,
            LiveDatasetGroup group,
            RecipeFacts recipe,
            LiveModel model,
            Selection events,
            @Nullable Exploration exploration,
            boolean metadata) {
        var trends = model.model() instanceof TrendingModel trending ? new Trends(model, trending.interval()) : null;
        return new Deployment(arn, source, group, recipe, model, events, exploration, metadata, trends);
    }

    /// Returns this deployment with its model as of a time.
    public Deployment at(long now) {
        return trends == null
                ? this
                : new Deployment(
                        arn,
                        source,
                        group,
                        recipe,
                        trends.at(now, group, events),
                        events,
                        exploration,
                        metadata,
                        trends);
    }

    /// Returns whether the model contains an item.
    public boolean knows(String itemId) {
        return model.item(group.rows().find(itemId)) >= 0;
    }

    public boolean can(RecipeAbility ability) {
        return recipe.can(ability);
    }
}
