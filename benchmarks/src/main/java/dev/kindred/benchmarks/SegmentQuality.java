package dev.kindred.benchmarks;

import dev.kindred.engine.data.HoldOut;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.metrics.SegmentMetrics;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.Trainer;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// How well do segments predict the users who interact, compared with the most active users? The newest fifth of
/// each user's interactions is held out, and the top 1 % of all users is compared with the users who interacted,
/// as in the service's metrics.
///
/// Argument: a folder as for [RecipeQuality], or one with `train.csv` and `test.csv` (`user,item`, integers),
/// which are concatenated.
public final class SegmentQuality {

    private static final int THREADS = 2;
    private static final int SEED = 1;

    private SegmentQuality() {}

    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        boolean hasItems = Files.exists(folder.resolve("items.csv"));
        var set = hasItems ? RecipeQuality.read(folder) : pairs(folder);
        System.out.printf(
                "%,d users, %,d items, %,d interactions%n",
                set.users().size(), set.items().size(), set.interactions().size());
        System.out.printf(
                "%-40s %8s %8s %8s %9s %10s%n", "", "hits@1%", "recall@1%", "coverage", "training", "peak heap");
        var holdOut = HoldOut.forSegments(set, SEED);
        report("item: most active users", active(holdOut, false), 0, 0);
        report("item: most active who had it not", active(holdOut, true), 0, 0);
        try (var pool = Executors.newFixedThreadPool(THREADS)) {
            var context = new TrainingContext(new Workers(pool, THREADS), SEED, TrainingContext.Watch.NONE);
            train("item-affinity", new Recipe.ItemAffinity(149), set, context);
            if (hasItems) {
                train("item-attribute-affinity", new Recipe.ItemAttributeAffinity(149), set, context);
            }
        }
    }

    private static void train(String name, Recipe recipe, TrainingSet set, TrainingContext context) {
        PeakHeap.reset();
        long start = System.nanoTime();
        var trained = Trainer.train(recipe, set, context);
        double seconds = (System.nanoTime() - start) / 1e9;
        report(name, trained.metrics(), seconds, PeakHeap.megabytes());
        System.out.println("  " + trained.chosen());
    }

    private static void report(String name, Map<String, Double> metrics, double seconds, long heap) {
        System.out.printf(
                "%-40s %8.4f %8.4f %8.4f %7.1f s %7d MB%n",
                name,
                metrics.get("hits_at_1_percent"),
                metrics.get("recall_at_1_percent"),
                metrics.get("coverage"),
                seconds,
                heap);
    }

    /// Returns the metrics of the users with most items as the segment of every item.
    ///
    /// @param isNew whether users who had the item are left out
    private static Map<String, Double> active(HoldOut holdOut, boolean isNew) {
        var had = sets(holdOut.training().interactions());
        var came = new ArrayList<List<Integer>>();
        for (int item = 0; item < holdOut.truth().itemCount(); item++) {
            came.add(new ArrayList<>());
        }
        var truth = sets(holdOut.truth());
        for (int user = 0; user < truth.size(); user++) {
            int comer = user;
            truth.get(user).stream().forEach(item -> came.get(item).add(comer));
        }
        var byActivity = IntStream.range(0, had.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer user) -> -had.get(user).cardinality()))
                .mapToInt(Integer::intValue)
                .toArray();
        var board = new SegmentMetrics(had.size());
        int depth = SegmentMetrics.hundredth(had.size());
        for (int item = 0; item < came.size(); item++) {
            int asked = item;
            if (!came.get(item).isEmpty()) {
                var named = IntStream.of(byActivity)
                        .filter(user -> !isNew || !had.get(user).get(asked))
                        .limit(depth)
                        .toArray();
                board.note(
                        named,
                        came.get(item).stream().mapToInt(Integer::intValue).toArray());
            }
        }
        return board.metrics();
    }

    private static List<BitSet> sets(InteractionLog log) {
        var sets = new ArrayList<BitSet>();
        for (int user = 0; user < log.userCount(); user++) {
            var set = new BitSet();
            for (int at = log.from(user); at < log.to(user); at++) {
                set.set(log.items()[at]);
            }
            sets.add(set);
        }
        return sets;
    }

    private static TrainingSet pairs(Path folder) throws IOException {
        var lines = new ArrayList<String>();
        for (var name : List.of("train.csv", "test.csv")) {
            var all = Files.readAllLines(folder.resolve(name));
            lines.addAll(all.subList(1, all.size()));
        }
        return RecipeQuality.pairs(lines);
    }
}
