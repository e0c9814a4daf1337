package dev.kindred.server.attribution;

import dev.kindred.server.schema.DatasetType;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The aggregate of a metric: the number of events, or the sum of a column of the events or of their items.
///
/// @see <a
/// href="https://docs.aws.amazon.com/personalize/latest/dg/measuring-recommendation-impact.html">Measuring the
/// impact of recommendations</a>
public sealed interface MetricExpression {

    /// The forms of expressions, for messages.
    String FORMS = "SAMPLECOUNT(), SUM(Interactions.COLUMN) and SUM(Items.COLUMN)";

    /// The number of events.
    record SampleCount() implements MetricExpression {}

    /// The sum of a numeric column.
    ///
    /// @param dataset interactions or items
    /// @param column as the expression spells it
    record Sum(DatasetType dataset, String column) implements MetricExpression {}

    /// Parses an expression, without regard to case.
    static Optional<MetricExpression> find(String text) {
        if (Forms.COUNT.matcher(text).matches()) {
            return Optional.of(new SampleCount());
        }
        var sum = Forms.SUM.matcher(text);
        return sum.matches()
                ? Optional.of(new Sum(DatasetType.valueOf(sum.group(1).toUpperCase(Locale.ROOT)), sum.group(2)))
                : Optional.empty();
    }

    /// Returns whether the expression reads a column of a dataset.
    default boolean isOf(DatasetType type) {
        return this instanceof Sum sum && sum.dataset() == type;
    }

    /// The name of the function in reports.
    default String mathFunction() {
        return switch (this) {
            case SampleCount _ -> "samplecount";
            case Sum _ -> "sum";
        };
    }

    /// The patterns of the expressions.
    final class Forms {

        private static final Pattern COUNT =
                Pattern.compile("\\s*SAMPLECOUNT\\s*\\(\\s*\\)\\s*", Pattern.CASE_INSENSITIVE);
        private static final Pattern SUM = Pattern.compile(
                "\\s*SUM\\s*\\(\\s*(Items|Interactions)\\s*\\.\\s*([A-Za-z_][A-Za-z\\d_]*)\\s*\\)\\s*",
                Pattern.CASE_INSENSITIVE);

        private Forms() {}
    }
}
