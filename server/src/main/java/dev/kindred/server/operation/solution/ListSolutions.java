package dev.kindred.server.operation.solution;

import dev.kindred.server.catalog.Paging;
import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Solution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the solutions of a dataset group, or all, newest first.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListSolutions.html">API reference</a>
public final class ListSolutions implements Operation<ListSolutions.Request, ListSolutions.Response> {

    public record Request(
            @PersonalizeArn @Nullable String datasetGroupArn,
            @PageToken @Nullable String nextToken,
            @PageLimit @Nullable Integer maxResults) {}

    public record Response(
            List<SolutionSummary> solutions, @Nullable String nextToken) {}

    private final ServiceContext context;

    public ListSolutions(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var query = new Paging.Query(
                name(), caller.scope(), request.datasetGroupArn(), request.nextToken(), request.maxResults());
        var page = context.paging()
                .newestFirst(query, Solution.class, ResourceKind.SOLUTION, request.datasetGroupArn())
                .map(SolutionSummary::of);
        return new Response(page.entries(), page.nextToken());
    }
}
