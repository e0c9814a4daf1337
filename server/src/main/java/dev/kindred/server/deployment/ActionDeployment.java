package dev.kindred.server.deployment;

import dev.kindred.engine.recipe.action.ActionModel;
import dev.kindred.server.dataset.LiveDatasetGroup;
import dev.kindred.server.dataset.ModelRows;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.snapshot.Selection;

/// A model of actions, served under the ARN of a campaign. Immutable, like [Deployment].
///
/// @param source the solution version of the model
/// @param group the live data of its dataset group
/// @param events the selected events with items
/// @param items the mapping of the model's items
/// @param actions the mapping of the model's actions
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

    /// Returns a deployment of a model.
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
