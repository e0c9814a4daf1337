package dev.kindred.server.operation.solution;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Solution;
import dev.kindred.server.resource.SolutionVersion;

/// Describes a solution, with its newest version.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DescribeSolution.html">API reference</a>
public final class DescribeSolution implements Operation<DescribeSolution.Request, DescribeSolution.Response> {

    public record Request(@Required @PersonalizeArn String solutionArn) {}

    public record Response(Solution solution) {}

    private final ServiceContext context;

    public DescribeSolution(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return new Response(context.catalog().read(view -> {
            var solution = view.require(Solution.class, caller.scope(), request.solutionArn());
            var versions =
                    view.resources().childrenOf(solution.arn(), SolutionVersion.class, ResourceKind.SOLUTION_VERSION);
            return versions.isEmpty() ? solution : solution.showing(versions.getLast());
        }));
    }
}
