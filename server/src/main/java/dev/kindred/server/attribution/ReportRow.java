package dev.kindred.server.attribution;

import dev.kindred.server.ingest.CsvCell;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Locale;

/// A line of a report: the value of a metric by one source in one window.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/metric-attribution-s3.html">Publishing
/// metrics to Amazon S3</a>
public record ReportRow(Measure.Metric metric, BigDecimal value, String source, long window) {

    /// The header of a report.
    public static final String HEADER =
            "METRIC_NAME,EVENT_TYPE,VALUE,MATH_FUNCTION,EVENT_ATTRIBUTION_SOURCE,TIMESTAMP\n";

    /// The order of a report: the newest windows first.
    public static final Comparator<ReportRow> ORDER = Comparator.comparingLong(ReportRow::window)
            .reversed()
            .thenComparing(row -> row.metric().name())
            .thenComparing(ReportRow::source);

    /// Returns the file name of a report.
    ///
    /// @param method the way in which the events arrived
    /// @param millis the time of the report, in milliseconds since 1970
    public static String fileName(String method, long millis) {
        return "AggregatedAttributionMetrics - %s - %d.csv".formatted(method, millis);
    }

    /// Returns the line and its line end.
    public String line() {
        return String.join(
                        ",",
                        CsvCell.of(metric.name().toUpperCase(Locale.ROOT)),
                        CsvCell.of(metric.eventType().toUpperCase(Locale.ROOT)),
                        number(value),
                        metric.expression().mathFunction(),
                        CsvCell.of(source),
                        Long.toString(window))
                + "\n";
    }

    /// Formats without an exponent and with at least one decimal.
    private static String number(BigDecimal value) {
        var plain = value.stripTrailingZeros();
        return (plain.scale() < 1 ? plain.setScale(1) : plain).toPlainString();
    }
}
