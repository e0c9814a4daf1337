package dev.kindred.server.operation.recipe;

import java.util.List;

/// A hyper-parameter of an algorithm, or a parameter of a feature transformation, with its default and what
/// it may be.
sealed interface HyperParameter {

    String name();

    /// The default, in the text form that the wire has for all values.
    String initial();

    record WholeNumber(String name, int value, int min, int max, boolean isTunable) implements HyperParameter {
        @Override
        public String initial() {
            return Integer.toString(value);
        }
    }

    record RealNumber(String name, double value, double min, double max, boolean isTunable) implements HyperParameter {
        @Override
        public String initial() {
            return Double.toString(value);
        }
    }

    record Choice(String name, String initial, List<String> values, boolean isTunable) implements HyperParameter {}
}
