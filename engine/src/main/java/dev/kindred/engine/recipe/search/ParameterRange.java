package dev.kindred.engine.recipe.search;

import java.util.List;
import java.util.Locale;

/// The range of a hyper-parameter, with values as text.
public sealed interface ParameterRange {

    /// The parameter's name.
    String name();

    /// Returns the value at a position in the range, from 0 to 1 (exclusive).
    String at(double place);

    /// Integers from `min` to `max`, inclusive.
    record Integers(String name, int min, int max) implements ParameterRange {

        public Integers {
            requireOrder(name, min, max);
        }

        @Override
        public String at(double place) {
            return Long.toString(min + (long) (place * ((long) max - min + 1)));
        }
    }

    /// Real numbers from `min` to `max`, on a grid.
    record Continuous(String name, double min, double max) implements ParameterRange {

        /// The number of grid steps of a continuous range. Taste.
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

    /// A set of values.
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
