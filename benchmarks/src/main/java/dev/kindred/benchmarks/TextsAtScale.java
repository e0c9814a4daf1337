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
import dev.kindred.engine.recipe.Models;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.Trainer;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import dev.kindred.engine.text.TextVectors;
import dev.kindred.server.text.SentenceModel;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// How many texts are encoded in a second, and how long does a search for 25 similar items take? The vectors of
/// the search are simulated: a thousand directions with noise.
///
/// Arguments: the number of texts to encode, then numbers of items to search among.
public final class TextsAtScale {

    private static final int DIMENSION = 384;
    private static final int THREADS = 2;
    private static final int ASKED = 400;
    private static final String[] WORDS =
            ("a an the of and in with story young man woman town finds love war family secret"
                            + " life world journey time friend city police murder robot space ship alien comedy school island king")
                    .split(" ");

    private TextsAtScale() {}

    public static void main(String[] arguments) throws IOException {
        var pool = Executors.newFixedThreadPool(THREADS);
        var context = new TrainingContext(new Workers(pool, THREADS), 1, TrainingContext.Watch.NONE);
        read(Integer.parseInt(arguments[0]), context);
        for (int i = 1; i < arguments.length; i++) {
            search(Integer.parseInt(arguments[i]), context);
        }
        pool.shutdown();
    }

    private static void read(int count, TrainingContext context) {
        var random = new SplittableRandom(1);
        var texts = IntStream.range(0, count).mapToObj(i -> sentence(random)).toList();
        var model = new SentenceModel();
        long began = System.nanoTime();
        model.encode("first");
        System.out.printf("loading the model: %d ms%n", (System.nanoTime() - began) / 1_000_000);
        began = System.nanoTime();
        context.workers().forRanges(count, 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                model.encode(texts.get(i));
            }
        });
        System.out.printf("reading: %.1f texts of 40 words a second%n", count * 1e9 / (System.nanoTime() - began));
    }

    private static String sentence(SplittableRandom random) {
        var words = new String[40];
        Arrays.setAll(words, i -> WORDS[random.nextInt(WORDS.length)]);
        return String.join(" ", words);
    }

    private static void search(int count, TrainingContext context) throws IOException {
        var ids =
                IdIndex.of(IntStream.range(0, count).mapToObj(i -> "item-" + i).toList());
        var table = new ItemTable(ids, new long[count], List.of(), new long[0], vectors(count));
        var set = new TrainingSet(
                InteractionLog.unweighted(count, new int[1], new int[0], new long[0]), table, UserTable.bare(0));
        long began = System.nanoTime();
        var trained =
                Trainer.train(new Recipe.SemanticSimilarity(), set, context).model();
        double training = (System.nanoTime() - began) / 1e9;
        var file = Files.createTempFile("semantic", ".kindred");
        try {
            began = System.nanoTime();
            trained.write(file);
            double writing = (System.nanoTime() - began) / 1e9;
            began = System.nanoTime();
            var model = Models.open(file);
            double opening = (System.nanoTime() - began) / 1e9;
            var times = times(model, count);
            System.out.printf(
                    "%,d items: training %.1f s, writing %.1f s, opening %.1f s, %d MB; an answer %.1f ms, p99 %.1f ms%n",
                    count,
                    training,
                    writing,
                    opening,
                    Files.size(file) >> 20,
                    times[ASKED / 2] / 1e6,
                    times[ASKED * 99 / 100] / 1e6);
        } finally {
            Files.delete(file);
        }
    }

    private static TextVectors vectors(int count) {
        var random = new SplittableRandom(2);
        var directions = new float[1_000][DIMENSION];
        for (var direction : directions) {
            for (int i = 0; i < DIMENSION; i++) {
                direction[i] = (float) random.nextDouble() - 0.5f;
            }
        }
        var vectors = TextVectors.empty(count, DIMENSION);
        var vector = new float[DIMENSION];
        for (int item = 0; item < count; item++) {
            var direction = directions[random.nextInt(directions.length)];
            double squares = 0;
            for (int i = 0; i < DIMENSION; i++) {
                vector[i] = direction[i] + (float) random.nextDouble() - 0.5f;
                squares += vector[i] * vector[i];
            }
            for (int i = 0; i < DIMENSION; i++) {
                vector[i] /= (float) Math.sqrt(squares);
            }
            vectors.set(item, vector);
        }
        return vectors;
    }

    private static long[] times(Model model, int count) {
        var random = new SplittableRandom(3);
        var times = new long[ASKED];
        for (int round = 0; round < 2; round++) { // the first warms up
            for (int i = 0; i < ASKED; i++) {
                var query = new Query(
                        History.EMPTY, random.nextInt(count), Map.of(), Map.of(), ItemSet.all(count), 25, null, 0, 0);
                long began = System.nanoTime();
                model.rank(query);
                times[i] = System.nanoTime() - began;
            }
        }
        Arrays.sort(times);
        return times;
    }
}
