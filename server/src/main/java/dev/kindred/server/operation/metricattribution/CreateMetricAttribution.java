package dev.kindred.server.operation.metricattribution;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.ResourceName;
import dev.kindred.server.error.ServiceException.ResourceAlreadyExists;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.GroupSchemas;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.DatasetGroup;
import dev.kindred.server.resource.MetricAttribute;
import dev.kindred.server.resource.MetricAttribution;
import dev.kindred.server.resource.MetricAttributionOutput;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Status;
import java.util.List;

/// Creates the metric attribution of a dataset group, which can have one.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CreateMetricAttribution.html">API
/// reference</a>
public final class CreateMetricAttribution
        implements Operation<CreateMetricAttribution.Request, CreateMetricAttribution.Response> {

    public record Request(
            @Required @ResourceName String name,
            @Required @PersonalizeArn String datasetGroupArn,
            @Required @Length(max = 10) List<MetricAttribute> metrics,
            @Required MetricAttributionOutput metricsOutputConfig) {}

    public record Response(Arn metricAttributionArn) {}

    private final ServiceContext context;

    public CreateMetricAttribution(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var now = context.now();
        var arn = caller.arn(ResourceKind.METRIC_ATTRIBUTION, request.name());
        return context.catalog().write(transaction -> {
            var group = transaction.require(DatasetGroup.class, caller.scope(), request.datasetGroupArn());
            group.requireActive();
            var schemas = GroupSchemas.of(transaction, group.arn());
            MetricRules.requireMeasurable(request.metrics(), schemas, "metrics");
            transaction.insert(
                    new MetricAttribution(
                            request.name(),
                            arn,
                            group.arn(),
                            request.metricsOutputConfig(),
                            Status.ACTIVE,
                            now,
                            now,
                            null),
                    List.of());
            var all = transaction
                    .resources()
                    .childrenOf(group.arn(), MetricAttribution.class, ResourceKind.METRIC_ATTRIBUTION);
            if (all.size() > 1) {
                throw transaction
                        .resources()
                        .taken(
                                all.getFirst(),
                                new ResourceAlreadyExists(
                                        "Dataset group %s has the metric attribution %s already; it can have one."
                                                .formatted(
                                                        group.arn(),
                                                        all.getFirst().arn())));
            }
            request.metrics().forEach(metric -> transaction.attributions().addMetric(arn, metric, now));
            transaction.schedule(TaskName.REPORT_ATTRIBUTION, arn, now);
            return new Response(arn);
        });
    }
}
