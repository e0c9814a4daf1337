package dev.kindred.server.operation.metricattribution;

import dev.kindred.server.catalog.Paging;
import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
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
            @PageLimit @Nullable Integer maxResults) {}

    public record Response(
            List<MetricAttributionSummary> metricAttributions,
            @Nullable String nextToken) {}

    private final ServiceContext context;

    public ListMetricAttributions(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var query = new Paging.Query(
                name(), caller.scope(), request.datasetGroupArn(), request.nextToken(), request.maxResults());
        var page = context.paging()
                .newestFirst(query, MetricAttribution.class, ResourceKind.METRIC_ATTRIBUTION, request.datasetGroupArn())
                .map(MetricAttributionSummary::of);
        return new Response(page.entries(), page.nextToken());
    }
}
