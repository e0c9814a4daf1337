package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.data.Feature;
import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.data.UserTable;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Simulated data with a known structure: items and users belong to groups, and users mostly have items of their
/// group, popular ones more often. The metadata of items and users contain the group.
final class GroupedTasteFixture {

    static final int GROUPS = 8;
    static final double LOYALTY = 0.8;
    private static final int EVENTS = 20;

    private GroupedTasteFixture() {}

    /// Returns data in which item `i` and user `u` belong to groups `i % 8` and `u % 8`; the last `newItems`
    /// items have no interactions.
    static TrainingSet of(int users, int items, int newItems, long seed) {
        var random = new SplittableRandom(seed);
        int perGroup = (items - newItems) / GROUPS;
        var offsets = new int[users + 1];
        var events = new int[users * EVENTS];
        var times = new long[events.length];
        for (int user = 0; user < users; user++) {
            offsets[user + 1] = offsets[user] + EVENTS;
            var had = new boolean[items];
            for (int i = 0; i < EVENTS; i++) {
                int item;
                do {
                    int group = random.nextDouble() < LOYALTY ? user % GROUPS : random.nextInt(GROUPS);
                    item = GROUPS * (int) (perGroup * Math.pow(random.nextDouble(), 2)) + group;
                } while (had[item]);
                had[item] = true;
                events[user * EVENTS + i] = item;
                times[user * EVENTS + i] = 1_700_000_000L + 86_400L * i + user;
            }
        }
        var ids =
                IdIndex.of(IntStream.range(0, items).mapToObj(i -> "item-" + i).toList());
        var created = new long[items];
        Arrays.fill(created, ItemTable.UNKNOWN);
        var table = new ItemTable(ids, created, List.of(groups(items)), new long[0]);
        var log = InteractionLog.unweighted(items, offsets, events, times);
        return new TrainingSet(log, table, new UserTable(users, List.of(groups(users))));
    }

    private static Feature groups(int rows) {
        var values = IntStream.range(0, GROUPS).mapToObj(i -> "g" + i).toArray(String[]::new);
        var offsets = IntStream.rangeClosed(0, rows).toArray();
        var codes = IntStream.range(0, rows).map(i -> i % GROUPS).toArray();
        return new Feature.Categorical("GROUP", values, offsets, codes);
    }
}
