package dev.kindred.server.recipe;

/// The training algorithm of a recipe.
public enum TrainingAlgorithm {
    /// A blend of collaborative models.
    PERSONALIZATION,
    /// A blend that also models the order of events.
    SEQUENCE_PERSONALIZATION,
    /// Items with common users.
    CO_INTERACTIONS,
    /// Items with common users or similar metadata.
    SIMILAR_ITEMS,
    /// Items with texts of similar meaning.
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
