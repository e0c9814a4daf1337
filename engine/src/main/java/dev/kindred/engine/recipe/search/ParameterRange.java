package dev.kindred.engine.recipe.search;

import java.util.List;
import java.util.Locale;

/// The values that a parameter may take, all of them as text.
public sealed interface ParameterRange {

    /// The parameter's name.
    String name();

    /// Returns the value at a place in the range, from 0 to 1 (exclusive).
    String at(double place);

    /// Whole numbers from `min` to `max`, both included.
    record Integers(String name, int min, int max) implements ParameterRange {

        public Integers {
            requireOrder(name, min, max);
        }

        @Override
        public String at(double place) {
            return Long.toString(min + (long) (place * ((long) max - min + 1)));
        }
    }

    /// Numbers from `min` to `max`; they are tried to four decimals of the range.
    record Continuous(String name, double min, double max) implements ParameterRange {

        /// The grid of a continuous range. Taste.
        private static final int STEPS = 10_000;

        public Continuous {
            requireOrder(name, min, max);
        }

        @Override
        public String at(double place) {
            double value = min + (max - min) * Math.round(place * STEPS) / STEPS;
            return String.format(Locale.ROOT, "%.6g", value);
        }
    }

    /// One of some values.
    record Categorical(String name, List<String> values) implements ParameterRange {

        public Categorical {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException(name + " has no values to choose from");
            }
        }

        @Override
        public String at(double place) {
            return values.get((int) (place * values.size()));
        }
    }

    private static void requireOrder(String name, double min, double max) {
        if (!(min <= max)) {
            throw new IllegalArgumentException("%s ranges from %s to %s".formatted(name, min, max));
        }
    }
}
