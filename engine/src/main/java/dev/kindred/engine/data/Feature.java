package dev.kindred.engine.data;

import java.util.Arrays;
import java.util.StringJoiner;

/// A column of metadata, with one or more values for each row of a table.
public sealed interface Feature {

    /// The column's name.
    String name();

    /// Returns a feature as categories; numbers become ranges.
    static Categorical categories(Feature feature) {
        return switch (feature) {
            case Categorical categorical -> categorical;
            case Numeric numeric -> numeric.inRanges();
        };
    }

    /// Returns a row's value as text, with several values joined by `|`; empty if there is none.
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

    /// Values from a closed set, any number of them per row. Code `c` stands for `values[c]`. The codes of row `r`
    /// are at the positions `offsets[r]` to `offsets[r + 1]` (exclusive) of `codes`.
    record Categorical(String name, String[] values, int[] offsets, int[] codes) implements Feature {}

    /// Numbers, one per row; NaN if there is none.
    record Numeric(String name, float[] values) implements Feature {

        /// Number of ranges of a numeric column, with equal counts. Taste.
        private static final int RANGES = 10;

        /// Returns the numbers as categories: ten quantile ranges. Equal numbers share a range, so the counts
        /// can differ. A range's value is its smallest number, as text; the values ascend.
        public Categorical inRanges() {
            var sorted = values.clone();
            Arrays.sort(sorted); // NaN comes last
            int known = sorted.length;
            while (known > 0 && Float.isNaN(sorted[known - 1])) {
                known--;
            }
            var bounds = new float[RANGES];
            int ranges = 0;
            for (int range = 0; range < RANGES && known > 0; range++) {
                float bound = sorted[(int) ((long) range * known / RANGES)];
                if (ranges == 0 || bound > bounds[ranges - 1]) {
                    bounds[ranges++] = bound;
                }
            }
            var offsets = new int[values.length + 1];
            var codes = new int[known];
            for (int row = 0; row < values.length; row++) {
                offsets[row + 1] = offsets[row];
                if (!Float.isNaN(values[row])) {
                    codes[offsets[row + 1]++] = rangeOf(values[row], bounds, ranges);
                }
            }
            var names = new String[ranges];
            for (int range = 0; range < ranges; range++) {
                names[range] = Float.toString(bounds[range]);
            }
            return new Categorical(name, names, offsets, codes);
        }

        /// Returns the range of a number. A number below all bounds is in the first range.
        ///
        /// @param bounds the smallest number of each range, of which the first `ranges` are valid, ascending
        public static int rangeOf(float value, float[] bounds, int ranges) {
            int at = Arrays.binarySearch(bounds, 0, ranges, value);
            return at >= 0 ? at : Math.max(0, -at - 2);
        }
    }
}
