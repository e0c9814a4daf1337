package dev.kindred.server.recipe;

/// The algorithm by which a recipe trains a model.
public enum TrainingAlgorithm {
    /// A blend of collaborative models.
    PERSONALIZATION,
    /// A blend that also models the order of events.
    SEQUENCE_PERSONALIZATION,
    /// Items that the same users have.
    CO_INTERACTIONS,
    /// Items that the same users have or whose metadata are alike.
    SIMILAR_ITEMS,
    /// Items whose texts have similar meanings.
    SEMANTIC_SIMILARITY,
    /// Items by number of users.
    POPULARITY,
    /// Items by growth of their popularity.
    TREND,
    /// The propensity of users to take actions.
    ACTION_PROPENSITY,
    /// Users by their affinity to an item.
    ITEM_AFFINITY,
    /// Users by their affinity to attributes of items.
    ITEM_ATTRIBUTE_AFFINITY
}
