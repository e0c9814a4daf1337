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

/// What streamed events come to. Sums are decimal, so that they do not depend on the order of the events. The
/// same events in the same order come to the same, whenever they are counted.
///
/// A column of the items is not looked up here: such events are counted by their items.
public final class Tally {

    private final Measure measure;
    private final int mostSources;
    private final Set<String> sources;
    private final Map<AttributedAmount.Place, Amount> amounts = new HashMap<>();

    private static final class Amount {
        private long events;
        private BigDecimal total = BigDecimal.ZERO;
    }

    /// Begins with nothing.
    ///
    /// @param mostSources how many sources are told apart, with those that the measure knows
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
                return BigDecimal.ZERO; // whatever its exponent, which a sum would have to be as long as
            }
            return Double.isFinite(value) ? new BigDecimal(text.strip()) : null;
        } catch (NumberFormatException e) {
            return null; // the log may be older than a rule of what a column takes
        }
    }

    /// Returns what was counted until now.
    public List<AttributedAmount> amounts() {
        var all = new ArrayList<AttributedAmount>(amounts.size());
        amounts.forEach((key, amount) -> all.add(new AttributedAmount(
                key.metric(), key.source(), key.windowStart(), key.item(), amount.events, amount.total)));
        return all;
    }

    /// The sources that are told apart, with those of before.
    public Set<String> sources() {
        return Set.copyOf(sources);
    }
}
