package dev.kindred.server.recipe;

/// What can be asked of a recipe, or what it asks for.
public enum RecipeAbility {
    /// A request must name a user.
    NEEDS_USER,
    /// A request must name an item.
    NEEDS_ITEM,
    /// There is nothing to train on without an Items dataset.
    NEEDS_ITEMS_DATASET,
    /// It is trained on the Items dataset alone; interactions are of use where there are any.
    ITEMS_ALONE,
    /// It reads items' texts.
    TEXTS,
    /// New and changed items are taken in between trainings, where the solution wants it.
    INCREMENTAL_UPDATE,
    /// There is nothing to recommend without an Actions dataset.
    NEEDS_ACTIONS_DATASET,
    /// What a user did a moment ago changes what is recommended next.
    REAL_TIME,
    /// New items are taken in between trainings.
    AUTO_UPDATE,
    /// Recommended items have scores.
    SCORES,
    /// Recommended items may have reasons.
    REASONS,
    /// A request may promote items.
    PROMOTIONS,
    /// A request may tell its context.
    CONTEXT,
    /// Answers have items' metadata where that was enabled.
    METADATA,
    /// Answers have items' metadata though nobody enabled it.
    METADATA_WITHOUT_ASKING,
    /// How much is explored can be configured.
    EXPLORATION,
    /// What moves items besides similarity can be configured.
    RANKING_INFLUENCE,
    /// Event types can have weights and thresholds of their own.
    EVENT_WEIGHTS,
    /// Training can have an objective besides relevance.
    OPTIMIZATION,
    /// Hyper-parameters can be searched for.
    HYPERPARAMETER_SEARCH,
    /// A version can be made from an earlier one and what is new.
    UPDATE_TRAINING,
    /// A solution version can be deployed in a campaign.
    CAMPAIGNS,
    /// Batch inference jobs can use it.
    BATCH_INFERENCE,
    /// Batch inference jobs can make themes of its lists.
    THEMES,
    /// Batch segment jobs can use it.
    BATCH_SEGMENTS,
    /// Filters of users may ask what users did.
    EVENT_FILTERS
}
