package dev.kindred.server.operation;

import dev.kindred.server.error.ServiceException.ResourceNotFound;
import dev.kindred.server.recipe.RecipeCatalogue;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.resource.Scope;

/// Lookup of the recipe that a request names.
public final class RecipeLookup {

    private RecipeLookup() {}

    /// Returns the recipe with that ARN in the caller's scope.
    ///
    /// @throws ResourceNotFound if there is none
    public static RecipeFacts require(String arn, Scope scope) {
        return RecipeCatalogue.find(arn, scope).orElseThrow(() -> ResourceNotFound.of(arn));
    }
}
