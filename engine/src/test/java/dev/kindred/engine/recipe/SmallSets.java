package dev.kindred.engine.recipe;

import dev.kindred.engine.data.Feature;
import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.data.UserTable;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.engine.ranking.Query;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// Small training sets, and queries for them.
public final class SmallSets {

    private SmallSets() {}

    /// Returns a training set of these users' items, oldest first, at times 0, 1, 2, … for each user.
    public static TrainingSet of(int itemCount, int[]... users) {
        return of(itemCount, List.of(), users);
    }

    public static TrainingSet of(int itemCount, List<Feature> features, int[]... users) {
        var offsets = new int[users.length + 1];
        for (int user = 0; user < users.length; user++) {
            offsets[user + 1] = offsets[user] + users[user].length;
        }
        var items = Arrays.stream(users).flatMapToInt(Arrays::stream).toArray();
        var times = Arrays.stream(users)
                .flatMapToLong(user -> IntStream.range(0, user.length).asLongStream())
                .toArray();
        return set(InteractionLog.unweighted(itemCount, offsets, items, times), features);
    }

    public static TrainingSet set(InteractionLog log, List<Feature> features) {
        var ids = IdIndex.of(IntStream.range(0, log.itemCount())
                .mapToObj(item -> "item-" + item)
                .toList());
        var bare = ItemTable.bare(ids);
        return new TrainingSet(
                log, new ItemTable(ids, bare.createdAt(), features, bare.shown()), UserTable.bare(log.userCount()));
    }

    /// Returns users who walk through a ring of items: from an item mostly to one of the next two, sometimes to
    /// a random one. Order carries much information here, popularity none.
    public static TrainingSet walks(int users, int itemCount, long seed) {
        var random = new SplittableRandom(seed);
        var walks = new int[users][];
        for (int user = 0; user < users; user++) {
            walks[user] = new int[random.nextInt(4, 14)];
            int at = random.nextInt(itemCount);
            for (int step = 0; step < walks[user].length; step++) {
                walks[user][step] = at;
                at = random.nextInt(10) < 7 ? (at + random.nextInt(1, 3)) % itemCount : random.nextInt(itemCount);
            }
        }
        return of(itemCount, walks);
    }

    /// Returns a context with that many threads of its own, which end when the context is garbage-collected.
    public static TrainingContext context(int threads) {
        var pool = Executors.newFixedThreadPool(threads, task -> {
            var thread = new Thread(task, "training");
            thread.setDaemon(true);
            return thread;
        });
        return new TrainingContext(new Workers(pool, threads), 1, TrainingContext.Watch.NONE);
    }

    /// Returns the query of a user with these items, newest first.
    public static Query forHistory(int itemCount, int numResults, int... newestFirst) {
        var times = new long[newestFirst.length];
        Arrays.setAll(times, i -> 1000L - i);
        var weights = new float[newestFirst.length];
        Arrays.fill(weights, 1);
        return query(new History(newestFirst, times, weights), Query.NO_ITEM, ItemSet.all(itemCount), numResults);
    }

    /// Returns the query for items similar to an item.
    public static Query forItem(int item, ItemSet eligible, int numResults) {
        return query(History.EMPTY, item, eligible, numResults);
    }

    public static Query query(History history, int item, ItemSet eligible, int numResults) {
        return new Query(history, item, Map.of(), Map.of(), eligible, numResults, null, 1001, 1);
    }

    /// Returns a set that reports `estimatedSize` as its estimated size.
    public static ItemSet only(int estimatedSize, int... items) {
        var sorted = items.clone();
        Arrays.sort(sorted);
        return new ItemSet() {
            @Override
            public boolean contains(int item) {
                return Arrays.binarySearch(sorted, item) >= 0;
            }

            @Override
            public int estimatedSize() {
                return estimatedSize;
            }

            @Override
            public void forEach(IntConsumer action) {
                Arrays.stream(sorted).forEach(action);
            }
        };
    }
}
