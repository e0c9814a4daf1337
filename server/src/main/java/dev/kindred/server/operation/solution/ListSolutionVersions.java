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
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.resource.SolutionVersionSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the versions of a solution, or all, newest first.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListSolutionVersions.html">API
/// reference</a>
public final class ListSolutionVersions
        implements Operation<ListSolutionVersions.Request, ListSolutionVersions.Response> {

    public record Request(
            @PersonalizeArn @Nullable String solutionArn,
            @PageToken @Nullable String nextToken,
            @PageLimit @Nullable Integer maxResults) {}

    public record Response(
            List<SolutionVersionSummary> solutionVersions,
            @Nullable String nextToken) {}

    private final ServiceContext context;

    public ListSolutionVersions(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var solution = request.solutionArn();
        if (solution != null) {
            context.catalog().read(view -> view.require(Solution.class, caller.scope(), solution));
        }
        var query = new Paging.Query(
                name(), caller.scope(), request.solutionArn(), request.nextToken(), request.maxResults());
        var page = context.paging()
                .newestFirst(query, SolutionVersion.class, ResourceKind.SOLUTION_VERSION, request.solutionArn())
                .map(SolutionVersionSummary::of);
        return new Response(page.entries(), page.nextToken());
    }
}
