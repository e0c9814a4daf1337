package dev.kindred.server.operation.metricattribution;

import dev.kindred.server.catalog.AttributedMetric;
import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.catalog.Paging;
import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.MetricAttribute;
import dev.kindred.server.resource.MetricAttribution;
import dev.kindred.server.resource.ResourceKind;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Lists the metrics of a metric attribution, or of all, by name.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListMetricAttributionMetrics.html">API
/// reference</a>
public final class ListMetricAttributionMetrics
        implements Operation<ListMetricAttributionMetrics.Request, ListMetricAttributionMetrics.Response> {

    public record Request(
            @PersonalizeArn @Nullable String metricAttributionArn,
            @PageToken @Nullable String nextToken,
            @PageLimit @Nullable Integer maxResults) {}

    public record Response(
            List<MetricAttribute> metrics, @Nullable String nextToken) {}

    private final ServiceContext context;

    public ListMetricAttributionMetrics(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var query = new Paging.Query(
                name(), caller.scope(), request.metricAttributionArn(), request.nextToken(), request.maxResults());
        var metrics = context.catalog().read(view -> metrics(request, caller, view));
        var page = context.paging()
                .byName(query, List.copyOf(metrics.entrySet()), entry -> entry.getKey())
                .map(entry -> entry.getValue());
        return new Response(page.entries(), page.nextToken());
    }

    /// Returns the metrics by name and ARN, because names are unique within an attribution only.
    private static SortedMap<String, MetricAttribute> metrics(Request request, Caller caller, CatalogView view) {
        var arn = request.metricAttributionArn();
        var attributions = arn == null
                ? view.resources().all(caller.scope(), MetricAttribution.class, ResourceKind.METRIC_ATTRIBUTION)
                : view.find(MetricAttribution.class, caller.scope(), arn).stream()
                        .toList();
        var metrics = new TreeMap<String, MetricAttribute>();
        for (var attribution : attributions) {
            view.attributions().metricsOf(attribution.arn()).stream()
                    .map(AttributedMetric::attribute)
                    .forEach(metric -> metrics.put(metric.metricName() + "\n" + attribution.arn(), metric));
        }
        return metrics;
    }
}
