package dev.kindred.server.recipe;

/// The type of a recipe, which determines the runtime operation that it serves.
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
