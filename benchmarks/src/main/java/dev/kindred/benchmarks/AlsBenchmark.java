package dev.kindred.benchmarks;

import dev.kindred.engine.data.InteractionMatrix;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import dev.kindred.engine.recipe.factor.AlsSettings;
import dev.kindred.engine.recipe.factor.ImplicitAls;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Executors;

/// How long does an iteration of ALS take, and how much memory, on many interactions? `rivals/spark-als` reads
/// the same file.
///
/// `AlsBenchmark generate file users items pairs` writes the data, which is deterministic;
/// `AlsBenchmark train file rank iterations threads` trains on it.
public final class AlsBenchmark {

    private static final long SEED = 20_260_101;
    private static final PrintStream OUT = System.out;

    private AlsBenchmark() {}

    public static void main(String[] args) throws IOException {
        var file = Path.of(args[1]);
        if (args[0].equals("generate")) {
            PairsFile.generate(
                    file, Integer.parseInt(args[2]), Integer.parseInt(args[3]), Integer.parseInt(args[4]), SEED);
            return;
        }
        train(file, Integer.parseInt(args[2]), Integer.parseInt(args[3]), Integer.parseInt(args[4]));
    }

    private static void train(Path file, int rank, int iterations, int threads) throws IOException {
        var matrix = read(file);
        int users = matrix.rowCount();
        int items = matrix.columnCount();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var clock = new IterationClock();
            long start = System.nanoTime();
            ImplicitAls.train(
                    matrix,
                    AlsSettings.ofRank(rank).withIterations(iterations),
                    new TrainingContext(new Workers(pool, threads), SEED, clock));
            clock.stop();
            OUT.printf(
                    "Kindred ALS, %,d pairs, %,d users, %,d items, rank %d, %d iterations: %.1f s; an iteration:"
                            + " median %.2f s, fastest %.2f s, processor %.2f s; peak %s%n",
                    matrix.size(),
                    users,
                    items,
                    rank,
                    iterations,
                    (System.nanoTime() - start) / 1e9,
                    clock.median(),
                    clock.fastest(),
                    clock.cpu(),
                    peakMemory());
        }
    }

    private static InteractionMatrix read(Path file) throws IOException {
        var pairs = PairsFile.read(file);
        int users = 1 + (int) (pairs[pairs.length - 1] >>> 32);
        int items = 1 + Arrays.stream(pairs).mapToInt(pair -> (int) pair).max().orElseThrow();
        return PairsFile.matrix(pairs, users, items);
    }

    private static String peakMemory() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        }
    }
}
