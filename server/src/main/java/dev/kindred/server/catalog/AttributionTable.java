package dev.kindred.server.catalog;

import dev.kindred.server.error.ServiceException.ResourceAlreadyExists;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.MetricAttribute;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// The metrics of metric attributions, the sources that each distinguishes, and the amounts that are not reported
/// yet.
public sealed class AttributionTable {

    final Sql sql;

    AttributionTable(Sql sql) {
        this.sql = sql;
    }

    /// Returns the metrics of a metric attribution, in the order in which they were added.
    public List<AttributedMetric> metricsOf(Arn attribution) {
        return sql.all(
                "SELECT event_type, name, expression, created_at FROM metric WHERE attribution = ? ORDER BY seq",
                row -> new AttributedMetric(
                        new MetricAttribute(row.getString(1), row.getString(2), row.getString(3)),
                        Sql.instant(row.getLong(4))),
                attribution.toString());
    }

    /// Returns the unreported amounts of a metric attribution from the window that starts at `firstWindow` on.
    public List<AttributedAmount> amountsOf(Arn attribution, long firstWindow) {
        return sql.all(
                "SELECT metric, source, window_start, item, events, total FROM attributed"
                        + " WHERE attribution = ? AND window_start >= ?",
                row -> new AttributedAmount(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getLong(5),
                        new BigDecimal(row.getString(6))),
                attribution.toString(),
                firstWindow);
    }

    /// Returns the event sources that a metric attribution distinguishes.
    public Set<String> sourcesOf(Arn attribution) {
        return Set.copyOf(sql.all(
                "SELECT source FROM attribution_source WHERE attribution = ?",
                row -> row.getString(1),
                attribution.toString()));
    }

    /// The table within a transaction.
    public static final class Writable extends AttributionTable {

        Writable(Sql sql) {
            super(sql);
        }

        /// Adds a metric to a metric attribution.
        ///
        /// @throws ResourceAlreadyExists if it has a metric of that name
        public void addMetric(Arn attribution, MetricAttribute metric, Instant now) {
            var name = metric.metricName();
            if (metricsOf(attribution).stream().anyMatch(known -> known.name().equalsIgnoreCase(name))) {
                throw new ResourceAlreadyExists(
                        "Metric attribution %s has a metric %s already.".formatted(attribution, name));
            }
            sql.update(
                    "INSERT INTO metric (attribution, seq, name, event_type, expression, created_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    attribution.toString(),
                    new Counters(sql).nextSeq(),
                    name,
                    metric.eventType(),
                    metric.expression(),
                    Sql.micros(now));
        }

        /// Removes a metric and its amounts. Returns whether there was one of that name.
        public boolean removeMetric(Arn attribution, String name) {
            sql.update("DELETE FROM attributed WHERE attribution = ? AND metric = ?", attribution.toString(), name);
            return sql.update("DELETE FROM metric WHERE attribution = ? AND name = ?", attribution.toString(), name)
                    == 1;
        }

        /// Adds to the amount of the same place. An amount of nothing is not kept.
        public void addAmount(Arn attribution, AttributedAmount amount) {
            var key = "attribution = ? AND metric = ? AND source = ? AND window_start = ? AND item = ?";
            Object[] keys = {
                attribution.toString(), amount.metric(), amount.source(), amount.windowStart(), amount.item()
            };
            var known = sql.first(
                    "SELECT events, total FROM attributed WHERE " + key,
                    row -> amount.plus(new AttributedAmount(
                            amount.metric(),
                            amount.source(),
                            amount.windowStart(),
                            amount.item(),
                            row.getLong(1),
                            new BigDecimal(row.getString(2)))),
                    keys);
            sql.update("DELETE FROM attributed WHERE " + key, keys);
            var next = known.orElse(amount);
            if (next.events() != 0 || next.total().signum() != 0) {
                insert(attribution, next);
            }
        }

        private void insert(Arn attribution, AttributedAmount amount) {
            sql.update(
                    "INSERT INTO attributed (attribution, metric, source, window_start, item, events, total)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    attribution.toString(),
                    amount.metric(),
                    amount.source(),
                    amount.windowStart(),
                    amount.item(),
                    amount.events(),
                    amount.total().toString());
        }

        /// Removes the amounts of windows that start before `window`.
        public void removeAmountsBefore(Arn attribution, long window) {
            sql.update(
                    "DELETE FROM attributed WHERE attribution = ? AND window_start < ?",
                    attribution.toString(),
                    window);
        }

        /// Adds a source to those that a metric attribution distinguishes.
        public void addSource(Arn attribution, String source) {
            sql.update(
                    "INSERT INTO attribution_source (attribution, source) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    attribution.toString(),
                    source);
        }
    }
}
