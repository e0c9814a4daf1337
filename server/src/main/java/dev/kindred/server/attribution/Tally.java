package dev.kindred.server.attribution;

import dev.kindred.server.catalog.AttributedAmount;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.stream.StreamedEvent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The counts of streamed events. Sums are decimal, so they do not depend on the order of the events. The same
/// events in the same order always yield the same counts.
///
/// Metrics on a column of the items count events by item, without a lookup of the column.
public final class Tally {

    private final Measure measure;
    private final int mostSources;
    private final Set<String> sources;
    private final Map<AttributedAmount.Place, Amount> amounts = new HashMap<>();

    private static final class Amount {
        private long events;
        private BigDecimal total = BigDecimal.ZERO;
    }

    /// Creates an empty tally.
    ///
    /// @param mostSources the maximum number of sources with counts of their own, those known to the measure
    /// included
    public Tally(Measure measure, int mostSources) {
        this.measure = measure;
        this.mostSources = mostSources;
        this.sources = new HashSet<>(measure.known());
    }

    /// Counts an event.
    public void add(StreamedEvent event) {
        if (!Windows.isCounted(event.timestamp(), Math.floorDiv(event.receivedAt(), 1000L))) {
            return;
        }
        var type = event.eventType().toLowerCase(Locale.ROOT);
        String source = null;
        for (var metric : measure.metrics()) {
            if (!metric.comparedType().equals(type) || metric.kept().createdAt().toEpochMilli() > event.receivedAt()) {
                continue;
            }
            var item = metric.expression().isOf(DatasetType.ITEMS) ? event.itemId() : "";
            var value = item == null ? null : valueOf(metric, event);
            if (item == null || value == null) {
                continue;
            }
            if (source == null) {
                source = named(measure.sources().of(event.attributionSource(), event.recommendationId()));
            }
            var amount = amounts.computeIfAbsent(
                    new AttributedAmount.Place(metric.name(), source, Windows.of(event.timestamp()), item),
                    _ -> new Amount());
            amount.events++;
            amount.total = amount.total.add(value, MathContext.DECIMAL128);
        }
    }

    private String named(String source) {
        if (source.equals(EventSources.UNDEFINED) || sources.contains(source)) {
            return source;
        }
        if (sources.size() >= mostSources) {
            return EventSources.OTHERS;
        }
        sources.add(source);
        return source;
    }

    private static @Nullable BigDecimal valueOf(Measure.Metric metric, StreamedEvent event) {
        return switch (metric.expression()) {
            case MetricExpression.SampleCount _ -> BigDecimal.ZERO;
            case MetricExpression.Sum sum when sum.dataset() == DatasetType.ITEMS -> BigDecimal.ZERO;
            case MetricExpression.Sum sum -> columnOf(event, sum.column());
        };
    }

    private static @Nullable BigDecimal columnOf(StreamedEvent event, String column) {
        return switch (column) {
            case "EVENT_VALUE" ->
                Float.isNaN(event.eventValue()) ? null : new BigDecimal(Float.toString(event.eventValue()));
            case "TIMESTAMP" -> BigDecimal.valueOf(event.timestamp());
            default -> {
                var text = event.properties().get(column);
                yield text == null ? null : number(text);
            }
        };
    }

    /// Returns the number that a text spells, or null.
    static @Nullable BigDecimal number(String text) {
        try {
            double value = Double.parseDouble(text.strip());
            if (value == 0) {
                return BigDecimal.ZERO; // drops the exponent, which would determine the scale of a sum
            }
            return Double.isFinite(value) ? new BigDecimal(text.strip()) : null;
        } catch (NumberFormatException e) {
            return null; // events in the log can precede a rule on the column's values
        }
    }

    /// Returns the counts so far.
    public List<AttributedAmount> amounts() {
        var all = new ArrayList<AttributedAmount>(amounts.size());
        amounts.forEach((key, amount) -> all.add(new AttributedAmount(
                key.metric(), key.source(), key.windowStart(), key.item(), amount.events, amount.total)));
        return all;
    }

    /// The sources that have counts of their own, those known to the measure included.
    public Set<String> sources() {
        return Set.copyOf(sources);
    }
}
