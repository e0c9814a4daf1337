package dev.kindred.server.operation.metricattribution;

import dev.kindred.server.attribution.MetricExpression;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.operation.GroupSchemas;
import dev.kindred.server.resource.MetricAttribute;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.DatasetType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Validation of the metrics of a metric attribution.
final class MetricRules {

    /// AWS's maximum number of metrics of an attribution.
    static final int MOST = 10;

    private static final String EVENT_TYPE = "EVENT_TYPE";

    private MetricRules() {}

    /// Checks the number of metrics.
    ///
    /// @throws InvalidInput if there are too many; AWS's model lists no `LimitExceeded` for an update
    static void requireFew(int metrics, String name) {
        if (metrics > MOST) {
            throw new InvalidInput("Metric attribution %s can have at most %d metrics; these would be %d."
                    .formatted(name, MOST, metrics));
        }
    }

    /// Checks that the dataset group's columns support the metrics.
    ///
    /// @param member the member of the request that has them
    /// @throws InvalidInput if they do not support one
    static void requireMeasurable(List<MetricAttribute> metrics, GroupSchemas schemas, String member) {
        schemas.requireNotGoing(DatasetType.INTERACTIONS);
        if (schemas.require(DatasetType.INTERACTIONS, "A metric attribution")
                .find(EVENT_TYPE)
                .isEmpty()) {
            throw new InvalidInput("A metric attribution needs a column EVENT_TYPE in the schema of the Interactions"
                    + " dataset: each metric applies to one event type.");
        }
        for (int i = 0; i < metrics.size(); i++) {
            requireMeasurable(metrics.get(i), schemas, "%s.%d.member".formatted(member, i + 1));
        }
    }

    private static void requireMeasurable(MetricAttribute metric, GroupSchemas schemas, String path) {
        requireText(metric.metricName(), path + ".metricName");
        requireText(metric.eventType(), path + ".eventType");
        var expression = MetricExpression.find(metric.expression())
                .orElseThrow(() -> new InvalidInput("%s.expression is '%s'. Expressions are %s."
                        .formatted(path, metric.expression(), MetricExpression.FORMS)));
        if (expression instanceof MetricExpression.Sum sum) {
            var column = findColumn(sum, schemas, path);
            if (!column.type().isNumeric()) {
                throw new InvalidInput(
                        "%s.expression adds up %s, which is of type %s. Only numeric columns can be added up."
                                .formatted(
                                        path,
                                        column.name(),
                                        column.type().name().toLowerCase(Locale.ROOT)));
            }
        }
    }

    private static Column findColumn(MetricExpression.Sum sum, GroupSchemas schemas, String path) {
        schemas.requireNotGoing(sum.dataset());
        var schema = schemas.require(sum.dataset(), path + ".expression");
        return schema.columns().stream()
                .filter(column -> column.name().equalsIgnoreCase(sum.column()))
                .findFirst()
                .orElseThrow(() -> new InvalidInput(
                        "%s.expression names the column %s, which the dataset of type %s does not have. It has %s."
                                .formatted(
                                        path,
                                        sum.column(),
                                        sum.dataset(),
                                        schema.columns().stream()
                                                .map(Column::name)
                                                .collect(Collectors.joining(", ")))));
    }

    private static void requireText(String text, String path) {
        if (text.isBlank()) {
            throw new InvalidInput(path + " is empty. Give it a name.");
        }
    }
}
