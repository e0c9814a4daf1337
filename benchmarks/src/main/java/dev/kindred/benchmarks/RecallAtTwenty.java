package dev.kindred.benchmarks;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.data.UserTable;
import dev.kindred.engine.model.Model;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.Recipe.Percentiles;
import dev.kindred.engine.recipe.Trainer;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// How good is personalization with its default settings on a published split, beside popularity?
///
/// Reads `train.csv` and `test.csv` (a header, then `user,item` in whole numbers from 0) from a folder, trains
/// on the one and ranks, for each user of the other, all items but those the user was trained with.
/// Recall@20 is hits / items of the user's test, NDCG@20 has the ideal over min(20, these); both are means
/// over the users with a test.
///
/// `java … dev.kindred.benchmarks.RecallAtTwenty FOLDER [THREADS]`
public final class RecallAtTwenty {

    private static final int DEPTH = 20;
    private static final long SEED = 1;

    /// What a campaign of AWS's recipe has if nothing is said.
    private static final Recipe DEFAULT = new Recipe.Personalization(149, true, new Percentiles(0, 0.99), null);

    private RecallAtTwenty() {}

    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
        var train = read(folder.resolve("train.csv"));
        var test = read(folder.resolve("test.csv"));
        int users = Math.max(train.users(), test.users());
        int items = Math.max(train.items(), test.items());
        var set = new TrainingSet(
                train.log(users, items),
                ItemTable.bare(IdIndex.of(
                        IntStream.range(0, items).mapToObj(Integer::toString).toList())),
                UserTable.bare(users));
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var context = new TrainingContext(new Workers(pool, threads), SEED, TrainingContext.Watch.NONE);
            System.out.printf("%-16s %9s %9s %9s%n", "", "Recall@20", "NDCG@20", "seconds");
            for (var recipe : new Recipe[] {new Recipe.PopularityCount(), DEFAULT}) {
                long start = System.nanoTime();
                var trained = Trainer.train(recipe, set, context);
                double seconds = (System.nanoTime() - start) / 1e9;
                var quality = measure(trained.model(), set, test.log(users, items), context.workers());
                System.out.printf(
                        "%-16s %9.4f %9.4f %9.1f  %s %s%n",
                        recipe.getClass().getSimpleName(),
                        quality.recall(),
                        quality.gain(),
                        seconds,
                        trained.metrics(),
                        trained.chosen());
            }
        }
        System.out.printf("peak heap %d MB%n", PeakHeap.megabytes());
    }

    private record Quality(double recall, double gain) {}

    private static Quality measure(Model model, TrainingSet set, InteractionLog test, Workers workers) {
        var recalls = new double[test.userCount()];
        var gains = new double[test.userCount()];
        workers.forRanges(test.userCount(), 64, (from, to) -> {
            for (int user = from; user < to; user++) {
                var truth = Arrays.stream(test.items(), test.from(user), test.to(user))
                        .sorted()
                        .distinct()
                        .toArray();
                if (truth.length == 0) {
                    recalls[user] = Double.NaN;
                    continue;
                }
                var answer = model.rank(query(set.interactions(), user));
                double hits = 0;
                double gain = 0;
                double ideal = 0;
                for (int place = 0; place < DEPTH; place++) {
                    double discount = Math.log(2) / Math.log(place + 2);
                    ideal += place < truth.length ? discount : 0;
                    if (place < answer.size() && Arrays.binarySearch(truth, answer.items()[place]) >= 0) {
                        hits++;
                        gain += discount;
                    }
                }
                recalls[user] = hits / truth.length;
                gains[user] = gain / ideal;
            }
        });
        double recall = 0;
        double gain = 0;
        int count = 0;
        for (int user = 0; user < recalls.length; user++) {
            if (!Double.isNaN(recalls[user])) {
                recall += recalls[user];
                gain += gains[user];
                count++;
            }
        }
        return new Quality(recall / count, gain / count);
    }

    private static Query query(InteractionLog log, int user) {
        var history = History.of(log, user);
        return new Query(
                history,
                Query.NO_ITEM,
                Map.of(),
                Map.of(),
                new Without(log.itemCount(), history.items()),
                DEPTH,
                new Query.Exploration(0, 30),
                0,
                user);
    }

    /// All items but a few.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Without(int count, int[] sorted) implements ItemSet {

        Without {
            sorted = sorted.clone();
            Arrays.sort(sorted);
        }

        @Override
        public boolean contains(int item) {
            return Arrays.binarySearch(sorted, item) < 0;
        }

        @Override
        public int estimatedSize() {
            return count - sorted.length;
        }

        @Override
        public void forEach(IntConsumer action) {
            for (int item = 0; item < count; item++) {
                if (contains(item)) {
                    action.accept(item);
                }
            }
        }
    }

    /// The lines of a file, by user in the order they stand in.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pairs(int[] user, int[] item) {

        int users() {
            return Arrays.stream(user).max().orElse(-1) + 1;
        }

        int items() {
            return Arrays.stream(item).max().orElse(-1) + 1;
        }

        InteractionLog log(int users, int items) {
            var offsets = new int[users + 1];
            for (int each : user) {
                offsets[each + 1]++;
            }
            for (int i = 0; i < users; i++) {
                offsets[i + 1] += offsets[i];
            }
            var next = Arrays.copyOf(offsets, users);
            var sorted = new int[item.length];
            for (int i = 0; i < item.length; i++) {
                sorted[next[user[i]]++] = item[i];
            }
            return InteractionLog.unweighted(items, offsets, sorted, new long[item.length]);
        }
    }

    private static Pairs read(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            var pairs = lines.skip(1)
                    .map(line -> line.split(",", -1))
                    .map(words -> new int[] {Integer.parseInt(words[0]), Integer.parseInt(words[1])})
                    .toList();
            return new Pairs(
                    pairs.stream().mapToInt(pair -> pair[0]).toArray(),
                    pairs.stream().mapToInt(pair -> pair[1]).toArray());
        }
    }
}
