package dev.kindred.server.deployment;

import dev.kindred.engine.recipe.action.ActionModel;
import dev.kindred.server.dataset.LiveDatasetGroup;
import dev.kindred.server.dataset.ModelRows;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.snapshot.Selection;

/// A model of actions that answers under the ARN of a campaign. Immutable, as [Deployment] is.
///
/// @param source the solution version whose model it is
/// @param group the live data of its dataset group
/// @param events which events with items it looks at
/// @param items the way to the items that its model knows
/// @param actions the way to the actions that its model knows
public record ActionDeployment(
        Arn arn,
        Arn source,
        LiveDatasetGroup group,
        RecipeFacts recipe,
        ActionModel model,
        Selection events,
        ModelRows items,
        ModelRows actions)
        implements ServedModel {

    /// Returns a deployment of that model.
    public static ActionDeployment of(
            Arn arn, Arn source, LiveDatasetGroup group, RecipeFacts recipe, ActionModel model, Selection events) {
        return new ActionDeployment(
                arn,
                source,
                group,
                recipe,
                model,
                events,
                ModelRows.of(model.items(), group.rows()),
                ModelRows.of(model.actions(), group.actions().rows()));
    }
}
