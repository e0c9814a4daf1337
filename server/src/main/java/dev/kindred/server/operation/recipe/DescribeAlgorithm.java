package dev.kindred.server.operation.recipe;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.error.ServiceException.ResourceNotFound;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;

/// Describes an algorithm of the service.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DescribeAlgorithm.html">API reference</a>
public final class DescribeAlgorithm implements Operation<DescribeAlgorithm.Request, DescribeAlgorithm.Response> {

    public record Request(@Required @PersonalizeArn String algorithmArn) {}

    public record Response(Algorithm algorithm) {}

    @Override
    public Response handle(Request request, Caller caller) {
        return new Response(RecipeForms.find(request.algorithmArn(), caller.scope(), RecipeForms::algorithmOf)
                .map(facts -> Algorithm.of(facts, caller.scope()))
                .orElseThrow(() -> ResourceNotFound.of(request.algorithmArn())));
    }
}
