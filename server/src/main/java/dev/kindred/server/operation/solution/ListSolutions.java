package dev.kindred.server.operation.solution;

import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.ListRequest;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ResourceList;
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
            @PageLimit @Nullable Integer maxResults)
            implements ListRequest {}

    public record Response(
            List<SolutionSummary> solutions, @Nullable String nextToken) {}

    private final ResourceList<Solution, SolutionSummary> solutions;

    public ListSolutions(ServiceContext context) {
        this.solutions = new ResourceList<>(context, Solution.class, ResourceKind.SOLUTION, SolutionSummary::of);
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var page = solutions.page(name(), caller, request.datasetGroupArn(), request);
        return new Response(page.entries(), page.nextToken());
    }
}
