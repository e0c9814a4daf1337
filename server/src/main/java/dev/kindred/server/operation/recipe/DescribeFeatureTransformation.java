package dev.kindred.server.operation.recipe;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.error.ServiceException.ResourceNotFound;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;

/// Describes a feature transformation of the service.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DescribeFeatureTransformation.html">API
/// reference</a>
public final class DescribeFeatureTransformation
        implements Operation<DescribeFeatureTransformation.Request, DescribeFeatureTransformation.Response> {

    public record Request(@Required @PersonalizeArn String featureTransformationArn) {}

    public record Response(FeatureTransformation featureTransformation) {}

    @Override
    public Response handle(Request request, Caller caller) {
        return new Response(
                RecipeForms.find(request.featureTransformationArn(), caller.scope(), RecipeForms::transformationOf)
                        .map(facts -> FeatureTransformation.of(facts, caller.scope()))
                        .orElseThrow(() -> ResourceNotFound.of(request.featureTransformationArn())));
    }
}
