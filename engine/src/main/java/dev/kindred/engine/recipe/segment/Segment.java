package dev.kindred.engine.recipe.segment;

import dev.kindred.engine.data.Feature;
import dev.kindred.engine.data.HoldOut;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.data.UserTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A segment of users to predict on a hold-out.
///
/// @param items the distinct items of the query
/// @param users the users who interacted, ascending
record Segment(int[] items, int[] users) {

    /// Returns a segment for each item of the truth, or for `most` evenly spaced ones.
    static List<Segment> byItem(HoldOut holdOut, int most) {
        var truth = UserItems.of(holdOut.truth());
        var items = IntStream.range(0, truth.itemCount())
                .filter(item -> truth.usersOf(item) > 0)
                .toArray();
        var segments = new ArrayList<Segment>();
        for (int i = 0; i < Math.min(most, items.length); i++) {
            int item = items[(int) ((long) i * items.length / Math.min(most, items.length))];
            segments.add(of(truth, new int[] {item}));
        }
        return segments;
    }

    /// Returns a segment for each value of a categorical column of the truth's items, or for `most` evenly
    /// spaced ones.
    static List<Segment> byAttribute(HoldOut holdOut, int most) {
        var truth = UserItems.of(holdOut.truth());
        var sets = new ArrayList<int[]>();
        for (var feature : holdOut.training().items().features()) {
            if (feature instanceof Feature.Categorical categorical) {
                for (var items : itemsByValue(holdOut.training().items(), categorical)) {
                    if (Arrays.stream(items).anyMatch(item -> truth.usersOf(item) > 0)) {
                        sets.add(items);
                    }
                }
            }
        }
        var segments = new ArrayList<Segment>();
        for (int i = 0; i < Math.min(most, sets.size()); i++) {
            segments.add(of(truth, sets.get((int) ((long) i * sets.size() / Math.min(most, sets.size())))));
        }
        return segments;
    }

    private static int[][] itemsByValue(ItemTable table, Feature.Categorical feature) {
        var counts = new int[feature.values().length];
        for (int code : feature.codes()) {
            counts[code]++;
        }
        var items = new int[counts.length][];
        Arrays.setAll(items, code -> new int[counts[code]]);
        var sizes = new int[counts.length];
        for (int item = 0; item < table.size(); item++) {
            for (int at = feature.offsets()[item]; at < feature.offsets()[item + 1]; at++) {
                int code = feature.codes()[at];
                boolean isThere = sizes[code] > 0 && items[code][sizes[code] - 1] == item;
                if (!isThere) {
                    items[code][sizes[code]++] = item;
                }
            }
        }
        for (int code = 0; code < items.length; code++) {
            items[code] = Arrays.copyOf(items[code], sizes[code]);
        }
        return items;
    }

    private static Segment of(UserItems truth, int[] items) {
        var users = Arrays.stream(items)
                .flatMap(item -> Arrays.stream(truth.users(), truth.itemOffsets()[item], truth.itemOffsets()[item + 1]))
                .sorted()
                .distinct()
                .toArray();
        return new Segment(items, users);
    }

    /// Returns the hold-out of every n-th user, so that at most `most` are left.
    static HoldOut some(HoldOut holdOut, int most) {
        int all = holdOut.truth().userCount();
        int step = Math.max(1, (all + most - 1) / most);
        if (step == 1) {
            return holdOut;
        }
        var training = holdOut.training();
        var log = every(training.interactions(), step);
        return new HoldOut(
                new TrainingSet(log, training.items(), UserTable.bare(log.userCount())),
                every(holdOut.truth(), step),
                IntStream.range(0, log.userCount()).toArray());
    }

    private static InteractionLog every(InteractionLog log, int step) {
        int users = (log.userCount() + step - 1) / step;
        var offsets = new int[users + 1];
        for (int user = 0; user < users; user++) {
            offsets[user + 1] = offsets[user] + log.to(user * step) - log.from(user * step);
        }
        var items = new int[offsets[users]];
        var times = new long[items.length];
        var weights = new float[items.length];
        for (int user = 0; user < users; user++) {
            int from = log.from(user * step);
            int length = offsets[user + 1] - offsets[user];
            System.arraycopy(log.items(), from, items, offsets[user], length);
            System.arraycopy(log.times(), from, times, offsets[user], length);
            System.arraycopy(log.weights(), from, weights, offsets[user], length);
        }
        return new InteractionLog(log.itemCount(), offsets, items, times, weights);
    }
}
