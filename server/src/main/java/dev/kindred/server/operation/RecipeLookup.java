package dev.kindred.server.operation;

import dev.kindred.server.error.ServiceException.ResourceNotFound;
import dev.kindred.server.recipe.RecipeCatalogue;
import dev.kindred.server.recipe.RecipeFacts;

/// Finds the recipe that a request names.
public final class RecipeLookup {

    private RecipeLookup() {}

    /// Returns the recipe with that ARN.
    ///
    /// @throws ResourceNotFound if there is none
    public static RecipeFacts require(String arn) {
        return RecipeCatalogue.find(arn).orElseThrow(() -> ResourceNotFound.of(arn));
    }
}
