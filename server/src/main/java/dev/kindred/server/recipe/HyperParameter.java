package dev.kindred.server.recipe;

import java.util.List;
import java.util.Locale;

/// A hyper-parameter of an algorithm, or a parameter of a feature transformation, with its default and its
/// permitted values.
public sealed interface HyperParameter {

    String name();

    /// The default, in the text form that the wire has for all values.
    String initial();

    /// Returns whether a search may choose its value.
    boolean isTunable();

    /// The permitted values in words: `a whole number from 2 to 32`.
    String expected();

    /// Returns whether `text` spells a permitted value.
    boolean accepts(String text);

    record WholeNumber(String name, int value, int min, int max, boolean isTunable) implements HyperParameter {
        @Override
        public String initial() {
            return Integer.toString(value);
        }

        @Override
        public String expected() {
            return "a whole number from %d to %d".formatted(min, max);
        }

        @Override
        public boolean accepts(String text) {
            long number = Decimal.whole(text).orElse(Long.MIN_VALUE);
            return number >= min && number <= max;
        }
    }

    record RealNumber(String name, double value, double min, double max, boolean isTunable) implements HyperParameter {
        @Override
        public String initial() {
            return Double.toString(value);
        }

        @Override
        public String expected() {
            return "a number from %s to %s".formatted(min, max);
        }

        @Override
        public boolean accepts(String text) {
            double number = Decimal.real(text).orElse(Double.NaN);
            return number >= min && number <= max;
        }
    }

    record Choice(String name, String initial, List<String> values, boolean isTunable) implements HyperParameter {
        @Override
        public String expected() {
            return "one of " + String.join(", ", values);
        }

        /// Case-insensitive: Python spells booleans `True` and `False`.
        @Override
        public boolean accepts(String text) {
            return values.stream()
                    .anyMatch(value -> value.toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT)));
        }
    }
}
