package dev.kindred.server.operation.metricattribution;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.MetricAttribution;

/// Describes a metric attribution.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DescribeMetricAttribution.html">API
/// reference</a>
public final class DescribeMetricAttribution
        implements Operation<DescribeMetricAttribution.Request, DescribeMetricAttribution.Response> {

    public record Request(@Required @PersonalizeArn String metricAttributionArn) {}

    public record Response(MetricAttribution metricAttribution) {}

    private final ServiceContext context;

    public DescribeMetricAttribution(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return new Response(context.catalog()
                .read(view -> view.require(MetricAttribution.class, caller.scope(), request.metricAttributionArn())));
    }
}
