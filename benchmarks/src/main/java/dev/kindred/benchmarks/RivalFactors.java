package dev.kindred.benchmarks;

import dev.kindred.engine.data.InteractionMatrix;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import dev.kindred.engine.recipe.factor.AlsSettings;
import dev.kindred.engine.recipe.factor.FoldIn;
import dev.kindred.engine.recipe.factor.ImplicitAls;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Executors;

/// Trains the model that a rival of [ServingBenchmark] serves: `RivalFactors FOLDER` trains ALS of rank 64 on
/// the data of `ServingBenchmark generate FOLDER` and writes `factors.bin` to the same folder: rank, users and
/// items as ints, then the users' vectors and the items', as floats, all big-endian.
public final class RivalFactors {

    private static final int RANK = 64;

    private RivalFactors() {}

    public static void main(String[] args) throws IOException {
        var folder = Path.of(args[0]);
        var matrix = matrix(folder.resolve("interactions.csv"));
        int threads = Runtime.getRuntime().availableProcessors();
        try (var pool = Executors.newFixedThreadPool(threads);
                var out = new DataOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(folder.resolve("factors.bin")), 1 << 16))) {
            var factors = ImplicitAls.train(
                    matrix,
                    AlsSettings.ofRank(RANK),
                    new TrainingContext(new Workers(pool, threads), 1, TrainingContext.Watch.NONE));
            out.writeInt(RANK);
            out.writeInt(matrix.rowCount());
            out.writeInt(factors.itemCount());
            var foldIn = FoldIn.of(factors);
            for (int user = 0; user < matrix.rowCount(); user++) {
                var history = Arrays.copyOfRange(matrix.columns(), matrix.from(user), matrix.to(user));
                var weights = new float[history.length];
                Arrays.fill(weights, 1);
                write(foldIn.vector(history, weights), out);
            }
            write(factors.items(), out);
        }
    }

    private static void write(float[] numbers, DataOutputStream out) throws IOException {
        for (float number : numbers) {
            out.writeFloat(number);
        }
    }

    private static InteractionMatrix matrix(Path file) throws IOException {
        long[] pairs;
        try (var lines = Files.lines(file)) {
            pairs = lines.skip(1)
                    .map(line -> line.split(",", -1))
                    .mapToLong(fields -> number(fields[0]) << 32 | number(fields[1]))
                    .sorted()
                    .distinct()
                    .toArray();
        }
        int users = 1 + (int) (pairs[pairs.length - 1] >>> 32);
        int items = 1 + Arrays.stream(pairs).mapToInt(pair -> (int) pair).max().orElseThrow();
        return PairsFile.matrix(pairs, users, items);
    }

    private static long number(String name) {
        return Long.parseLong(name.substring(name.indexOf('-') + 1));
    }
}
