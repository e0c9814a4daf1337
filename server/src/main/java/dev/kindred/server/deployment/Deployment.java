package dev.kindred.server.deployment;

import dev.kindred.engine.ranking.Query.Exploration;
import dev.kindred.engine.recipe.popularity.TrendingModel;
import dev.kindred.server.dataset.LiveDatasetGroup;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.snapshot.Selection;
import org.jspecify.annotations.Nullable;

/// A model that answers under the ARN of a campaign or a recommender, and how it answers. Immutable: a change
/// puts another in its place, and a request that has begun with one ends with it.
///
/// @param source the solution version or recommender whose model it is
/// @param group the live data of its dataset group
/// @param recipe how the model was trained, and so what can be asked of it
/// @param events which events of a user's history it looks at
/// @param exploration how much it explores, or null for not at all
/// @param trends what is trending by itself, or null where the model does not change
/// @param metadata whether its answers may have items' metadata
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

    /// Returns a deployment of that model.
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

    /// Returns this deployment as it answers at a time.
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

    /// Whether its model knows an item.
    public boolean knows(String itemId) {
        return model.item(group.rows().find(itemId)) >= 0;
    }

    public boolean can(RecipeAbility ability) {
        return recipe.can(ability);
    }
}
