package dev.kindred.server.operation.solution;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.SolutionVersion;

/// Describes a solution version.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DescribeSolutionVersion.html">API
/// reference</a>
public final class DescribeSolutionVersion
        implements Operation<DescribeSolutionVersion.Request, DescribeSolutionVersion.Response> {

    public record Request(@Required @PersonalizeArn String solutionVersionArn) {}

    public record Response(SolutionVersion solutionVersion) {}

    private final ServiceContext context;

    public DescribeSolutionVersion(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return new Response(context.catalog()
                .read(view -> view.require(SolutionVersion.class, caller.scope(), request.solutionVersionArn())));
    }
}
