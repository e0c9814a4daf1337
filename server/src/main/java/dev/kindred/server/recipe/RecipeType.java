package dev.kindred.server.recipe;

/// What a recipe recommends, and so which call it serves.
///
/// @see <a
/// href="https://docs.aws.amazon.com/personalize/latest/dg/working-with-predefined-recipes.html">Choosing a
/// recipe</a>
public enum RecipeType {
    USER_PERSONALIZATION,
    POPULAR_ITEMS,
    PERSONALIZED_RANKING,
    RELATED_ITEMS,
    PERSONALIZED_ACTIONS,
    USER_SEGMENTATION
}
