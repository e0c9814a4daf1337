package dev.kindred.server.operation;

import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.error.ServiceException.ResourceNotFound;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeCatalogue;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.recipe.RecipeType;

/// Finds the recipe that a request names.
public final class RecipeLookup {

    private RecipeLookup() {}

    /// Returns the recipe with that ARN.
    ///
    /// @throws ResourceNotFound if there is none
    public static RecipeFacts require(String arn) {
        return RecipeCatalogue.find(arn).orElseThrow(() -> ResourceNotFound.of(arn));
    }

    /// Returns if Kindred can train that recipe.
    ///
    /// @throws InvalidInput if it cannot yet
    public static void requireTrainable(RecipeFacts recipe) {
        if (!recipe.can(RecipeAbility.TRAINABLE)) {
            throw new InvalidInput(
                    "Kindred does not train recipe %s yet: what recommends %s is not built. Choose another recipe."
                            .formatted(recipe.name(), missing(recipe.type())));
        }
    }

    private static String missing(RecipeType type) {
        return switch (type) {
            case PERSONALIZED_ACTIONS -> "actions to users";
            case RELATED_ITEMS -> "items by the meaning of their texts";
            case USER_PERSONALIZATION, PERSONALIZED_RANKING, POPULAR_ITEMS, USER_SEGMENTATION -> "so";
        };
    }
}
