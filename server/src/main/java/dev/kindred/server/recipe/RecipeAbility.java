package dev.kindred.server.recipe;

/// A feature of a recipe, or a requirement.
public enum RecipeAbility {
    /// Requests must name a user.
    NEEDS_USER,
    /// Requests must name an item.
    NEEDS_ITEM,
    /// Training requires an Items dataset.
    NEEDS_ITEMS_DATASET,
    /// Training requires an Items dataset only, and also uses interactions if there are any.
    ITEMS_ALONE,
    /// Training uses the items' texts.
    TEXTS,
    /// New and changed items are added to the model between trainings if the solution enables it.
    INCREMENTAL_UPDATE,
    /// Training requires an Actions dataset.
    NEEDS_ACTIONS_DATASET,
    /// Streamed events of a user affect the user's next recommendations.
    REAL_TIME,
    /// New items are added to the model between trainings.
    AUTO_UPDATE,
    /// Recommended items have scores.
    SCORES,
    /// Recommended items can have reasons.
    REASONS,
    /// Requests can promote items.
    PROMOTIONS,
    /// Requests can have a context.
    CONTEXT,
    /// Responses contain items' metadata if it is enabled.
    METADATA,
    /// Responses contain items' metadata without being enabled.
    METADATA_WITHOUT_ASKING,
    /// Exploration is configurable.
    EXPLORATION,
    /// The influences on the ranking besides similarity are configurable.
    RANKING_INFLUENCE,
    /// Event types can have weights and thresholds.
    EVENT_WEIGHTS,
    /// Training can have an objective besides relevance.
    OPTIMIZATION,
    /// Training can search for hyper-parameters.
    HYPERPARAMETER_SEARCH,
    /// Training can update an earlier solution version with new data.
    UPDATE_TRAINING,
    /// Campaigns can deploy solution versions.
    CAMPAIGNS,
    /// Batch inference jobs support the recipe.
    BATCH_INFERENCE,
    /// Batch inference jobs can generate themes.
    THEMES,
    /// Batch segment jobs support the recipe.
    BATCH_SEGMENTS,
    /// Filters of users can test events.
    EVENT_FILTERS
}
