package dev.kindred.server.operation.metricattribution;

import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.ListRequest;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ResourceList;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.MetricAttribution;
import dev.kindred.server.resource.ResourceKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the metric attributions of a dataset group, or all, newest first.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListMetricAttributions.html">API reference</a>
public final class ListMetricAttributions
        implements Operation<ListMetricAttributions.Request, ListMetricAttributions.Response> {

    public record Request(
            @PersonalizeArn @Nullable String datasetGroupArn,
            @PageToken @Nullable String nextToken,
            @PageLimit @Nullable Integer maxResults)
            implements ListRequest {}

    public record Response(
            List<MetricAttributionSummary> metricAttributions,
            @Nullable String nextToken) {}

    private final ResourceList<MetricAttribution, MetricAttributionSummary> metricAttributions;

    public ListMetricAttributions(ServiceContext context) {
        this.metricAttributions = new ResourceList<>(
                context, MetricAttribution.class, ResourceKind.METRIC_ATTRIBUTION, MetricAttributionSummary::of);
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var page = metricAttributions.page(name(), caller, request.datasetGroupArn(), request);
        return new Response(page.entries(), page.nextToken());
    }
}
