package dev.kindred.server.operation.recommender;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Metrics;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.Recommender;
import dev.kindred.server.resource.Status;

/// Describes a recommender, with the metrics of its newest model.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DescribeRecommender.html">API
/// reference</a>
public final class DescribeRecommender implements Operation<DescribeRecommender.Request, DescribeRecommender.Response> {

    public record Request(@Required @PersonalizeArn String recommenderArn) {}

    public record Response(Recommender recommender) {}

    private final ServiceContext context;

    public DescribeRecommender(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return new Response(context.catalog().read(view -> {
            var recommender = view.require(Recommender.class, caller.scope(), request.recommenderArn());
            var hasModel = recommender.status() == Status.ACTIVE || recommender.status() == Status.INACTIVE;
            return view.models()
                    .findNewest(recommender.arn())
                    .filter(_ -> hasModel)
                    .map(model -> recommender.showing(Metrics.rounded(model.metrics())))
                    .orElse(recommender);
        }));
    }
}
