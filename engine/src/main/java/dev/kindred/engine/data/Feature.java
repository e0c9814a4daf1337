package dev.kindred.engine.data;

import java.util.StringJoiner;

/// A column of metadata, a value or several for each row of a table.
public sealed interface Feature {

    /// The column's name.
    String name();

    /// Returns a row's value as text, several values joined by `|`; empty where there is none.
    static String text(Feature feature, int row) {
        return switch (feature) {
            case Categorical categorical -> {
                var text = new StringJoiner("|");
                for (int at = categorical.offsets()[row]; at < categorical.offsets()[row + 1]; at++) {
                    text.add(categorical.values()[categorical.codes()[at]]);
                }
                yield text.toString();
            }
            case Numeric numeric -> Float.isNaN(numeric.values()[row]) ? "" : Float.toString(numeric.values()[row]);
        };
    }

    /// Values from a closed set, any number of them in a row: row `r` has the codes at `offsets[r]` to
    /// `offsets[r + 1]` (exclusive) of `codes`, and code `c` means `values[c]`.
    record Categorical(String name, String[] values, int[] offsets, int[] codes) implements Feature {}

    /// Numbers, one in a row, NaN where there is none.
    record Numeric(String name, float[] values) implements Feature {}
}
