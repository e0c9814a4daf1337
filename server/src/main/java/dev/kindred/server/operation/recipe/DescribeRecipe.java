package dev.kindred.server.operation.recipe;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.error.ServiceException.ResourceNotFound;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.recipe.RecipeCatalogue;

/// Describes a recipe of the service.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DescribeRecipe.html">API reference</a>
public final class DescribeRecipe implements Operation<DescribeRecipe.Request, DescribeRecipe.Response> {

    public record Request(@Required @PersonalizeArn String recipeArn) {}

    public record Response(Recipe recipe) {}

    @Override
    public Response handle(Request request, Caller caller) {
        return new Response(RecipeCatalogue.find(request.recipeArn(), caller.scope())
                .map(facts -> Recipe.of(facts, caller.scope()))
                .orElseThrow(() -> ResourceNotFound.of(request.recipeArn())));
    }
}
