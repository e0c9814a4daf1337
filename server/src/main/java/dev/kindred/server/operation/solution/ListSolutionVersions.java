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
            @PageLimit @Nullable Integer maxResults)
            implements ListRequest {}

    public record Response(
            List<SolutionVersionSummary> solutionVersions,
            @Nullable String nextToken) {}

    private final ServiceContext context;
    private final ResourceList<SolutionVersion, SolutionVersionSummary> solutionVersions;

    public ListSolutionVersions(ServiceContext context) {
        this.context = context;
        this.solutionVersions = new ResourceList<>(
                context, SolutionVersion.class, ResourceKind.SOLUTION_VERSION, SolutionVersionSummary::of);
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var solution = request.solutionArn();
        if (solution != null) {
            context.catalog().read(view -> view.require(Solution.class, caller.scope(), solution));
        }
        var page = solutionVersions.page(name(), caller, request.solutionArn(), request);
        return new Response(page.entries(), page.nextToken());
    }
}
