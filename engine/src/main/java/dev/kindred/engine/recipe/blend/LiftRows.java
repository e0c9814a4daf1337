package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.model.SparseMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Collects the lifts of items, group by group. A group keeps the lifts of the items whose number of
/// interactions differs most from the number expected from the distribution of all users.
final class LiftRows {

    /// Maximum and minimum numbers of items of a row, and maximum number of rows. They bound memory. Taste.
    private static final int MOST_ITEMS = 5000;

    /// Number of items that each row may keep regardless of the bound on all lifts. Taste.
    private static final int FEWEST_ITEMS = 500;

    /// Maximum number of rows, which bounds the size of the model. Taste.
    private static final int MOST_ROWS = 5000;

    /// Maximum number of lifts of all rows, at 8 bytes each, as long as each row has its minimum: 20 MB. Taste.
    private static final int MOST_LIFTS = 2_500_000;

    /// Number of most popular items that are candidates of every group. Taste.
    private static final int POPULAR = 1000;

    /// The strength of the prior: the number of pseudo-interactions with the overall distribution per group.
    /// Taste.
    private static final double PRIOR = 50;

    private final int[] counts;
    private final double all;
    private final int mostItems;
    private final int[] popular;
    private final int[] inGroup; // all 0 between two groups
    private final List<String> keys = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(int[] items, float[] lifts) {}

    /// @param items the item of each interaction
    /// @param groups the number of groups to be added
    LiftRows(int[] items, int itemCount, int groups) {
        mostItems = Math.clamp(MOST_LIFTS / Math.max(1, groups), FEWEST_ITEMS, MOST_ITEMS);
        counts = new int[itemCount];
        for (int item : items) {
            counts[item]++;
        }
        all = items.length;
        inGroup = new int[itemCount];
        popular = IntStream.range(0, itemCount)
                .boxed()
                .sorted(Comparator.comparingInt((Integer item) -> -counts[item]))
                .limit(POPULAR)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    List<String> keys() {
        return keys;
    }

    /// Adds a group, unless there are too many already.
    ///
    /// @param items the item of each of the group's interactions
    void add(String key, int[] items) {
        if (keys.size() == MOST_ROWS) {
            return;
        }
        for (int item : items) {
            inGroup[item]++;
        }
        var kept = IntStream.concat(Arrays.stream(items), Arrays.stream(popular))
                .distinct()
                .filter(item -> counts[item] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer item) -> -surprise(item, items.length))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(mostItems)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        var lifts = new float[kept.length];
        for (int i = 0; i < kept.length; i++) {
            double share = counts[kept[i]] / all;
            lifts[i] = (float) Math.log((inGroup[kept[i]] + PRIOR * share) / (items.length + PRIOR) / share);
        }
        keys.add(key);
        rows.add(new Row(kept, lifts));
        for (int item : items) {
            inGroup[item] = 0;
        }
    }

    private double surprise(int item, int size) {
        return Math.abs(inGroup[item] - size * (counts[item] / all));
    }

    SparseMatrix matrix() {
        var offsets = new int[rows.size() + 1];
        for (int row = 0; row < rows.size(); row++) {
            offsets[row + 1] = offsets[row] + rows.get(row).items().length;
        }
        var columns = new int[offsets[rows.size()]];
        var values = new float[columns.length];
        for (int row = 0; row < rows.size(); row++) {
            int length = rows.get(row).items().length;
            System.arraycopy(rows.get(row).items(), 0, columns, offsets[row], length);
            System.arraycopy(rows.get(row).lifts(), 0, values, offsets[row], length);
        }
        return SparseMatrix.of(offsets, columns, values);
    }
}
