package dev.kindred.server.operation.recipe;

import dev.kindred.server.catalog.Paging;
import dev.kindred.server.constraint.DomainName;
import dev.kindred.server.constraint.OneOf;
import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.recipe.RecipeCatalogue;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the service's recipes, or those of a domain, by name.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListRecipes.html">API reference</a>
public final class ListRecipes implements Operation<ListRecipes.Request, ListRecipes.Response> {

    public record Request(
            @OneOf("SERVICE") @Nullable String recipeProvider,
            @PageToken @Nullable String nextToken,
            @PageLimit @Nullable Integer maxResults,
            @DomainName @Nullable String domain) {}

    public record Response(
            List<RecipeSummary> recipes, @Nullable String nextToken) {}

    private final ServiceContext context;

    public ListRecipes(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var query =
                new Paging.Query(name(), caller.scope(), request.domain(), request.nextToken(), request.maxResults());
        var recipes = RecipeCatalogue.all().stream()
                .filter(recipe -> request.domain() == null || request.domain().equals(recipe.domain()))
                .map(recipe -> RecipeSummary.of(recipe, caller.scope()))
                .sorted(Comparator.comparing(RecipeSummary::name))
                .toList();
        var page = context.paging().byName(query, recipes, RecipeSummary::name);
        return new Response(page.entries(), page.nextToken());
    }
}
