package dev.kindred.benchmarks;

import dev.kindred.engine.data.InteractionMatrix;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import dev.kindred.engine.recipe.factor.AlsSettings;
import dev.kindred.engine.recipe.factor.FoldIn;
import dev.kindred.engine.recipe.factor.ImplicitAls;
import dev.kindred.engine.recipe.factor.ImplicitFactors;
import dev.kindred.kernels.FloatKernels;
import dev.kindred.kernels.TopK;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executors;

/// What is the quality of the factors, and how long does an iteration take? Recall@20 and NDCG@20 over all items
/// that the user did not have in training, averaged over users with test items.
///
/// `AlsQuality train.csv (test.csv | hold-out) rank steps iterations unobserved regularization exponent`
///
/// Files have a header and lines `user,item`, numbered from 0. `hold-out` uses a random tenth of the training
/// pairs as the test.
public final class AlsQuality {

    private static final int CUT = 20;
    private static final PrintStream OUT = System.out;

    private AlsQuality() {}

    public static void main(String[] args) throws IOException {
        var train = PairsFile.read(Path.of(args[0]));
        boolean holdOut = args[1].equals("hold-out");
        var test = holdOut ? carve(train, new Random(1)) : PairsFile.read(Path.of(args[1]));
        if (holdOut) {
            train = without(train, test);
        }
        int users = 1 + most(train, test, 32);
        int items = 1 + most(train, test, 0);
        var seen = PairsFile.matrix(train, users, items);
        var wanted = PairsFile.matrix(test, users, items);
        var settings = new AlsSettings(
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]),
                Integer.parseInt(args[4]),
                Double.parseDouble(args[5]),
                Double.parseDouble(args[6]),
                Double.parseDouble(args[7]),
                0.1);
        int threads = Runtime.getRuntime().availableProcessors();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var workers = new Workers(pool, threads);
            ImplicitAls.train(
                    seen, settings.withIterations(1), new TrainingContext(workers, 1, TrainingContext.Watch.NONE));
            var clock = new IterationClock();
            var factors = ImplicitAls.train(seen, settings, new TrainingContext(workers, 1, clock));
            clock.stop();
            var quality = measure(factors, seen, wanted, workers);
            OUT.printf(
                    "%s: recall@20 %.4f, NDCG@20 %.4f; iteration: median %.3f s, fastest %.3f s, processor %.3f s;"
                            + " all %.2f s%n",
                    settings, quality[0], quality[1], clock.median(), clock.fastest(), clock.cpu(), clock.total());
        }
    }

    private static double[] measure(
            ImplicitFactors factors, InteractionMatrix seen, InteractionMatrix wanted, Workers workers) {
        int users = seen.rowCount();
        var recall = new double[users];
        var ndcg = new double[users];
        var foldIn = FoldIn.of(factors);
        var kernels = FloatKernels.select();
        var rows = MemorySegment.ofArray(factors.items());
        workers.forRanges(users, 64, (from, to) -> {
            var scores = new float[factors.itemCount()];
            var top = new TopK(CUT);
            var found = new int[CUT];
            var foundScores = new float[CUT];
            for (int user = from; user < to; user++) {
                if (wanted.from(user) == wanted.to(user)) {
                    continue;
                }
                var history = Arrays.copyOfRange(seen.columns(), seen.from(user), seen.to(user));
                var weights = new float[history.length];
                Arrays.fill(weights, 1);
                kernels.dotRows(foldIn.vector(history, weights), rows, 0, scores.length, scores);
                for (int item : history) {
                    scores[item] = Float.NEGATIVE_INFINITY;
                }
                top.offerAll(scores, 0, scores.length, 0);
                int count = top.drain(found, foundScores);
                double gain = 0;
                int hits = 0;
                for (int place = 0; place < count; place++) {
                    if (Arrays.binarySearch(wanted.columns(), wanted.from(user), wanted.to(user), found[place]) >= 0) {
                        hits++;
                        gain += 1 / (Math.log(place + 2) / Math.log(2));
                    }
                }
                int relevant = wanted.to(user) - wanted.from(user);
                double ideal = 0;
                for (int place = 0; place < Math.min(CUT, relevant); place++) {
                    ideal += 1 / (Math.log(place + 2) / Math.log(2));
                }
                recall[user] = (double) hits / relevant;
                ndcg[user] = gain / ideal;
            }
        });
        double recalls = 0;
        double ndcgs = 0;
        int counted = 0;
        for (int user = 0; user < users; user++) {
            if (wanted.from(user) < wanted.to(user)) {
                recalls += recall[user];
                ndcgs += ndcg[user];
                counted++;
            }
        }
        return new double[] {recalls / counted, ndcgs / counted};
    }

    /// Removes a random tenth of the pairs.
    private static long[] carve(long[] pairs, Random random) {
        return Arrays.stream(pairs).filter(pair -> random.nextInt(10) == 0).toArray();
    }

    private static long[] without(long[] pairs, long[] others) {
        return Arrays.stream(pairs)
                .filter(pair -> Arrays.binarySearch(others, pair) < 0)
                .toArray();
    }

    private static int most(long[] a, long[] b, int shift) {
        return Arrays.stream(new long[][] {a, b})
                .flatMapToLong(Arrays::stream)
                .mapToInt(pair -> (int) (pair >>> shift))
                .max()
                .orElse(-1);
    }
}
