package dev.kindred.server.operation.solution;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Metrics;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.SolutionVersion;
import java.util.Map;

/// Returns the metrics of a solution version.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_GetSolutionMetrics.html">API
/// reference</a>
public final class GetSolutionMetrics implements Operation<GetSolutionMetrics.Request, GetSolutionMetrics.Response> {

    public record Request(@Required @PersonalizeArn String solutionVersionArn) {}

    public record Response(Arn solutionVersionArn, Map<String, Double> metrics) {}

    private final ServiceContext context;

    public GetSolutionMetrics(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return context.catalog().read(view -> {
            var version = view.require(SolutionVersion.class, caller.scope(), request.solutionVersionArn());
            version.requireActive();
            var model = view.models()
                    .findNewest(version.arn())
                    .orElseThrow(() -> new IllegalStateException(version.arn() + " is ACTIVE and has no model"));
            return new Response(version.arn(), Metrics.rounded(model.metrics()));
        });
    }
}
