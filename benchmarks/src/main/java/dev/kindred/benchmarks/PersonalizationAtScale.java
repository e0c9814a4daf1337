package dev.kindred.benchmarks;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.data.UserTable;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.recipe.Models;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.Recipe.Percentiles;
import dev.kindred.engine.recipe.Trainer;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import dev.kindred.engine.recipe.blend.PersonalizationModel;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// How long does a whole solution version of personalization take on generated data, what does a request to its
/// model cost on one thread, and what is its recall against an exact scan?
///
/// Users and items belong to 200 clusters; lengths of histories and items' popularity follow power laws.
/// Requests are from users with up to 50 events: 25 results, first from all items, then with a filter that keeps
/// one item in a thousand.
///
/// `java … dev.kindred.benchmarks.PersonalizationAtScale USERS ITEMS INTERACTIONS [THREADS]`
public final class PersonalizationAtScale {

    private static final int TASTES = 200;
    private static final double LOYALTY = 0.7;
    private static final int EVENTS = 50;
    private static final int RESULTS = 25;
    private static final int WARM_UP = 3000;
    private static final int REQUESTS = 5000;
    private static final int COMPARED = 200;
    private static final int RARE = 1000;

    private PersonalizationAtScale() {}

    public static void main(String[] arguments) throws IOException {
        int users = Integer.parseInt(arguments[0]);
        int items = Integer.parseInt(arguments[1]);
        int interactions = Integer.parseInt(arguments[2]);
        int threads = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 2;
        var set = new TrainingSet(
                generate(users, items, interactions),
                ItemTable.bare(IdIndex.of(
                        IntStream.range(0, items).mapToObj(i -> "item-" + i).toList())),
                UserTable.bare(users));
        var file = Files.createTempFile("personalization", ".model");
        long start = System.nanoTime();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var recipe = new Recipe.Personalization(149, true, new Percentiles(0, 0.99), null);
            var trained = Trainer.train(
                    recipe, set, new TrainingContext(new Workers(pool, threads), 1, TrainingContext.Watch.NONE));
            System.out.printf(
                    "trained in %.1f s, peak heap %d MB%n", (System.nanoTime() - start) / 1e9, PeakHeap.megabytes());
            System.out.println(trained.metrics());
            System.out.println(trained.chosen());
            trained.model().write(file);
            System.out.printf("model of %d MB%n", Files.size(file) >> 20);
        }
        var model = (PersonalizationModel) Models.open(file);
        time("all items", model, set.interactions(), ItemSet.all(items));
        time("one item in a thousand", model, set.interactions(), new EveryNth(items, RARE));
        System.out.printf("recall@%d against the exact scan: %.4f%n", RESULTS, recall(model, set.interactions()));
        Files.delete(file);
    }

    private static void time(String what, PersonalizationModel model, InteractionLog log, ItemSet eligible) {
        var nanos = new long[REQUESTS];
        for (int i = -WARM_UP; i < REQUESTS; i++) {
            var query = query(log, i + WARM_UP, eligible);
            long start = System.nanoTime();
            int size = model.rank(query).size();
            if (size == 0) {
                throw new IllegalStateException("an empty answer");
            }
            if (i >= 0) {
                nanos[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%s: p50 %.3f ms, p99 %.3f ms%n", what, nanos[REQUESTS / 2] / 1e6, nanos[REQUESTS * 99 / 100] / 1e6);
    }

    private static double recall(PersonalizationModel model, InteractionLog log) {
        int same = 0;
        int all = 0;
        for (int i = 0; i < COMPARED; i++) {
            var query = query(log, i, ItemSet.all(log.itemCount()));
            var exact = model.rankExactly(query).items().clone();
            Arrays.sort(exact);
            for (int item : model.rank(query).items()) {
                same += Arrays.binarySearch(exact, item) >= 0 ? 1 : 0;
                all++;
            }
        }
        return (double) same / all;
    }

    private static Query query(InteractionLog log, int i, ItemSet eligible) {
        var all = History.of(log, (int) (i * 7919L % log.userCount()));
        int size = Math.min(EVENTS, all.size());
        var history = new History(
                Arrays.copyOf(all.items(), size), Arrays.copyOf(all.times(), size), Arrays.copyOf(all.weights(), size));
        return new Query(history, Query.NO_ITEM, Map.of(), Map.of(), eligible, RESULTS, null, 0, i);
    }

    private static InteractionLog generate(int users, int items, int interactions) {
        var random = new SplittableRandom(1);
        var shares = new double[users];
        double sum = 0;
        for (int user = 0; user < users; user++) {
            shares[user] = 0.2 + Math.pow(1 - random.nextDouble(), -0.6);
            sum += shares[user];
        }
        var offsets = new int[users + 1];
        for (int user = 0; user < users; user++) {
            int count = (int) Math.min(9000, Math.max(3, shares[user] / sum * interactions));
            offsets[user + 1] = offsets[user] + Math.min(count, items / 3);
        }
        var events = new int[offsets[users]];
        var times = new long[events.length];
        int perTaste = items / TASTES;
        for (int user = 0; user < users; user++) {
            int taste = random.nextInt(TASTES);
            for (int at = offsets[user]; at < offsets[user + 1]; at++) {
                int group = random.nextDouble() < LOYALTY ? taste : random.nextInt(TASTES);
                events[at] = TASTES * (int) (perTaste * Math.pow(random.nextDouble(), 2.5)) + group;
                times[at] = 1_700_000_000L + (at - offsets[user]) * 3600L;
            }
        }
        return InteractionLog.unweighted(items, offsets, events, times);
    }

    /// Every n-th item.
    private record EveryNth(int items, int step) implements ItemSet {

        @Override
        public boolean contains(int item) {
            return item % step == 0;
        }

        @Override
        public int estimatedSize() {
            return (items + step - 1) / step;
        }

        @Override
        public void forEach(IntConsumer action) {
            for (int item = 0; item < items; item += step) {
                action.accept(item);
            }
        }
    }
}
