package dev.kindred.server.operation.metricattribution;

import dev.kindred.server.catalog.AttributedMetric;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.ShortText;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.GroupSchemas;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.MetricAttribute;
import dev.kindred.server.resource.MetricAttribution;
import dev.kindred.server.resource.MetricAttributionOutput;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Updates the metrics of a metric attribution, or the destination of its reports. The update applies
/// immediately to all events received from then on.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_UpdateMetricAttribution.html">API
/// reference</a>
public final class UpdateMetricAttribution
        implements Operation<UpdateMetricAttribution.Request, UpdateMetricAttribution.Response> {

    public record Request(
            @Length(max = 10) @Nullable List<MetricAttribute> addMetrics,
            @Length(max = 10) @Nullable List<@ShortText String> removeMetrics,
            @Nullable MetricAttributionOutput metricsOutputConfig,
            @PersonalizeArn @Nullable String metricAttributionArn) {}

    public record Response(Arn metricAttributionArn) {}

    private final ServiceContext context;

    public UpdateMetricAttribution(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var arn = request.metricAttributionArn();
        if (arn == null) {
            throw new InvalidInput("metricAttributionArn is missing. Name the metric attribution to change.");
        }
        var added = request.addMetrics() == null ? List.<MetricAttribute>of() : request.addMetrics();
        var removed = request.removeMetrics() == null ? List.<String>of() : request.removeMetrics();
        if (added.isEmpty() && removed.isEmpty() && request.metricsOutputConfig() == null) {
            throw new InvalidInput(
                    "The update changes nothing. Give addMetrics, removeMetrics or metricsOutputConfig.");
        }
        var now = context.now();
        return context.catalog().write(transaction -> {
            var attribution = transaction.require(MetricAttribution.class, caller.scope(), arn);
            attribution.requireActive();
            removed.forEach(name -> remove(transaction, attribution, name));
            if (!added.isEmpty()) {
                var schemas = GroupSchemas.of(transaction, attribution.datasetGroupArn());
                MetricRules.requireMeasurable(added, schemas, "addMetrics");
                added.forEach(metric -> transaction.attributions().addMetric(attribution.arn(), metric, now));
                MetricRules.requireFew(
                        transaction.attributions().metricsOf(attribution.arn()).size(), attribution.name());
            }
            var output = request.metricsOutputConfig();
            transaction.replace(
                    attribution, attribution.changed(output == null ? attribution.metricsOutputConfig() : output, now));
            return new Response(attribution.arn());
        });
    }

    private static void remove(Transaction transaction, MetricAttribution attribution, String name) {
        if (!transaction.attributions().removeMetric(attribution.arn(), name)) {
            var known = transaction.attributions().metricsOf(attribution.arn()).stream()
                    .map(AttributedMetric::name)
                    .collect(Collectors.joining(", "));
            throw new InvalidInput("removeMetrics names %s, and metric attribution %s has no such metric. It has %s."
                    .formatted(name, attribution.arn(), known.isEmpty() ? "none" : known));
        }
    }
}
