package dev.kindred.server.attribution;

import dev.kindred.server.catalog.AttributedMetric;
import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.resource.MetricAttribution;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.S3DataConfig;
import dev.kindred.server.resource.Status;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The metrics to measure over a dataset group's events, as of one read of the catalog.
///
/// @param folder the location of reports, or null if there is none
/// @param known the sources that have counts of their own so far
public record Measure(
        Arn attribution,
        Arn datasetGroup,
        @Nullable S3DataConfig folder,
        List<Metric> metrics,
        EventSources sources,
        Set<String> known) {

    /// A metric and its expression, with columns as the schema spells them.
    public record Metric(AttributedMetric kept, MetricExpression expression) {

        public String name() {
            return kept.name();
        }

        public String eventType() {
            return kept.attribute().eventType();
        }

        /// The event type in lower case, for comparisons without regard to case.
        String comparedType() {
            return eventType().toLowerCase(Locale.ROOT);
        }
    }

    public Measure {
        metrics = List.copyOf(metrics);
        known = Set.copyOf(known);
    }

    /// Returns the measure of a dataset group that has an ACTIVE metric attribution.
    public static Optional<Measure> find(CatalogView view, Arn datasetGroup) {
        return view
                .resources()
                .childrenOf(datasetGroup, MetricAttribution.class, ResourceKind.METRIC_ATTRIBUTION)
                .stream()
                .filter(attribution -> attribution.status() == Status.ACTIVE)
                .findFirst()
                .map(attribution -> of(view, attribution));
    }

    private static Measure of(CatalogView view, MetricAttribution attribution) {
        var schemas = schemasOf(view, attribution.datasetGroupArn());
        var metrics = view.attributions().metricsOf(attribution.arn()).stream()
                .flatMap(metric -> MetricExpression.find(metric.attribute().expression())
                        .flatMap(expression -> spelt(expression, schemas))
                        .map(expression -> new Metric(metric, expression))
                        .stream())
                .toList();
        var known = view.attributions().sourcesOf(attribution.arn());
        return new Measure(
                attribution.arn(),
                attribution.datasetGroupArn(),
                attribution.metricsOutputConfig().s3DataDestination(),
                metrics,
                EventSources.of(view, attribution.datasetGroupArn(), known),
                known);
    }

    private static Map<DatasetType, AvroSchema> schemasOf(CatalogView view, Arn datasetGroup) {
        var schemas = new EnumMap<DatasetType, AvroSchema>(DatasetType.class);
        for (var dataset : view.resources().childrenOf(datasetGroup, Dataset.class, ResourceKind.DATASET)) {
            var schema = view.require(DatasetSchema.class, dataset.schemaArn());
            schemas.put(DatasetType.valueOf(dataset.datasetType()), AvroSchema.parse(schema.schema()));
        }
        return schemas;
    }

    private static Optional<MetricExpression> spelt(MetricExpression expression, Map<DatasetType, AvroSchema> schemas) {
        return switch (expression) {
            case MetricExpression.SampleCount count -> Optional.of(count);
            case MetricExpression.Sum sum ->
                Optional.ofNullable(schemas.get(sum.dataset()))
                        .flatMap(schema -> schema.columns().stream()
                                .filter(column -> column.name().equalsIgnoreCase(sum.column()))
                                .findFirst())
                        .map(column -> new MetricExpression.Sum(sum.dataset(), column.name()));
        };
    }

    /// Returns whether a metric sums a column of the items.
    public boolean needsItems() {
        return metrics.stream().anyMatch(metric -> metric.expression().isOf(DatasetType.ITEMS));
    }

    /// Returns the metric with a name.
    public Optional<Metric> find(String name) {
        return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst();
    }
}
