package dev.kindred.engine.data;

/// A column of metadata, a value or several for each row of a table.
public sealed interface Feature {

    /// The column's name.
    String name();

    /// Values from a closed set, any number of them in a row: row `r` has the codes at `offsets[r]` to
    /// `offsets[r + 1]` (exclusive) of `codes`, and code `c` means `values[c]`.
    record Categorical(String name, String[] values, int[] offsets, int[] codes) implements Feature {}

    /// Numbers, one in a row, NaN where there is none.
    record Numeric(String name, float[] values) implements Feature {}
}
