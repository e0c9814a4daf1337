package dev.kindred.server.attribution;

import static java.lang.System.Logger.Level.WARNING;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.kindred.server.resource.Arn;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The values of metrics since the server started, for the metrics endpoint. Each attribution has at most
/// [EventSources#MOST] sources of its own; all others are counted as one.
public final class LiveCounts {

    private static final System.Logger LOG = System.getLogger(LiveCounts.class.getName());

    @GuardedBy("this")
    private final Map<Series, Value> values = new HashMap<>();

    @GuardedBy("this")
    private final Map<Arn, Set<String>> sources = new HashMap<>();

    /// A metric by one source.
    public record Series(
            Arn attribution, Arn datasetGroup, String metric, String eventType, String mathFunction, String source) {}

    /// The values of a series.
    ///
    /// @param total since the server started
    /// @param lastWindow in the last closed window
    public record Sample(Series series, double total, double lastWindow) {}

    private static final class Value {
        private BigDecimal total = BigDecimal.ZERO;
        private final TreeMap<Long, BigDecimal> windows = new TreeMap<>();
    }

    /// Adds to the value of a metric.
    ///
    /// @param now in seconds since 1970
    synchronized void add(
            Measure measure, Measure.Metric metric, String source, long window, BigDecimal value, long now) {
        var series = new Series(
                measure.attribution(),
                measure.datasetGroup(),
                metric.name(),
                metric.eventType(),
                metric.expression().mathFunction(),
                named(measure.attribution(), source));
        var known = values.computeIfAbsent(series, _ -> new Value());
        known.total = known.total.add(value, MathContext.DECIMAL128);
        known.windows.merge(window, value, (sum, more) -> sum.add(more, MathContext.DECIMAL128));
        known.windows.headMap(Windows.of(now) - Windows.SECONDS).clear();
    }

    @GuardedBy("this")
    private String named(Arn attribution, String source) {
        var known = sources.computeIfAbsent(attribution, _ -> new HashSet<>());
        if (source.equals(EventSources.UNDEFINED) || source.equals(EventSources.OTHERS) || known.contains(source)) {
            return source;
        }
        if (known.size() < EventSources.MOST) {
            known.add(source);
            return source;
        }
        if (known.add(EventSources.OTHERS)) {
            LOG.log(
                    WARNING,
                    "{0} has events of more than {1} sources: further sources are counted as {2}. Use fewer sources",
                    attribution,
                    EventSources.MOST,
                    EventSources.OTHERS);
        }
        return EventSources.OTHERS;
    }

    /// Returns the attributions with counts.
    synchronized Set<Arn> attributions() {
        return values.keySet().stream().map(Series::attribution).collect(Collectors.toSet());
    }

    /// Removes the counts of all other metrics of an attribution.
    synchronized void retain(Arn attribution, Set<String> metrics) {
        values.keySet()
                .removeIf(series -> series.attribution().equals(attribution) && !metrics.contains(series.metric()));
        if (metrics.isEmpty()) {
            sources.remove(attribution);
        }
    }

    /// Returns the values of all series.
    ///
    /// @param now in seconds since 1970
    public synchronized List<Sample> samples(long now) {
        long last = Windows.of(now) - Windows.SECONDS;
        var all = new ArrayList<Sample>(values.size());
        values.forEach((series, value) -> all.add(new Sample(
                series,
                value.total.doubleValue(),
                value.windows.getOrDefault(last, BigDecimal.ZERO).doubleValue())));
        return all;
    }
}
