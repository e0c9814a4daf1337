package dev.kindred.server.operation.metricattribution;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Deletion;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.MetricAttribution;

/// Deletes a metric attribution. Its reports in S3 are kept.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DeleteMetricAttribution.html">API
/// reference</a>
public final class DeleteMetricAttribution
        implements Operation<DeleteMetricAttribution.Request, DeleteMetricAttribution.Response> {

    public record Request(@Required @PersonalizeArn String metricAttributionArn) {}

    public record Response() {}

    private final ServiceContext context;

    public DeleteMetricAttribution(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return context.catalog().write(transaction -> {
            var attribution =
                    transaction.require(MetricAttribution.class, caller.scope(), request.metricAttributionArn());
            Deletion.begin(transaction, attribution, attribution.arn(), context);
            return new Response();
        });
    }
}
