package dev.kindred.benchmarks;

import dev.kindred.engine.data.Feature;
import dev.kindred.engine.data.HoldOut;
import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.data.UserTable;
import dev.kindred.engine.metrics.MetricAccumulator;
import dev.kindred.engine.recipe.Evaluator;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.Recipe.Percentiles;
import dev.kindred.engine.recipe.Trainer;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import dev.kindred.engine.text.TextVectors;
import dev.kindred.server.text.SentenceModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How well do the smaller recipes predict what users do next, compared with popularity? The newest tenth of
/// each user's interactions is held out; items of the user's history are left out of the answers. A
/// related-items recipe is queried with the user's newest item.
///
/// Argument: a folder with `interactions.csv` (`USER_ID,ITEM_ID,TIMESTAMP,…`) and `items.csv`
/// (`ITEM_ID,GENRE,…`, several genres joined by `|`), without quotes.
public final class RecipeQuality {

    private static final int THREADS = 2;

    private RecipeQuality() {}

    private record Event(String user, int item, long time) {}

    public static void main(String[] arguments) throws IOException {
        var set = read(Path.of(arguments[0]));
        var holdOut = HoldOut.forSelection(set, Integer.MAX_VALUE, 0.1, 1);
        System.out.printf(
                "%,d users, %,d items, %,d interactions%n",
                set.users().size(), set.items().size(), set.interactions().size());
        System.out.printf("%-40s %8s %8s %8s %9s %10s%n", "", "NDCG@10", "MRR@25", "coverage", "training", "peak heap");
        var recipes = new LinkedHashMap<String, Recipe>();
        recipes.put("popularity-count", new Recipe.PopularityCount());
        recipes.put("trending-now, 1 day", new Recipe.TrendingNow(Duration.ofDays(1)));
        recipes.put(
                "sims, default percentiles",
                new Recipe.Sims(0.5, 3, new Percentiles(0.005, 0.995), new Percentiles(0.01, 0.9)));
        recipes.put("sims, all items", new Recipe.Sims(0.5, 3, Percentiles.ALL, Percentiles.ALL));
        recipes.put("similar-items", new Recipe.SimilarItems(0, 100, 100));
        recipes.put("user-personalization", new Recipe.Personalization(149, true, new Percentiles(0, 0.99), null));
        recipes.put("user-personalization-v2, order-blind", new Recipe.SequencePersonalization(false));
        recipes.put("user-personalization-v2", new Recipe.SequencePersonalization(true));
        try (var pool = Executors.newFixedThreadPool(THREADS)) {
            var context = new TrainingContext(new Workers(pool, THREADS), 1, TrainingContext.Watch.NONE);
            for (var recipe : recipes.entrySet()) {
                report(recipe.getKey(), recipe.getValue(), holdOut, context);
            }
            var similar = new Recipe.SimilarItems(0, 100, 100);
            var texts = genresAsTexts(set, context);
            report("similar-items, genres and texts", similar, with(texts, holdOut, true), context);
            report("similar-items, texts alone", similar, with(texts, holdOut, false), context);
            report("similar-items, neither", similar, with(null, holdOut, false), context);
            report(
                    "semantic-similarity, genres as texts",
                    new Recipe.SemanticSimilarity(),
                    with(texts, holdOut, false),
                    context);
        }
    }

    private static void report(String name, Recipe recipe, HoldOut holdOut, TrainingContext context) {
        PeakHeap.reset();
        long start = System.nanoTime();
        var trained = Trainer.train(recipe, holdOut.training(), context);
        double seconds = (System.nanoTime() - start) / 1e9;
        long heap = PeakHeap.megabytes();
        var metrics = Evaluator.evaluate(
                trained.model(), holdOut, Evaluator.Candidates.NEW_TO_THE_USER, MetricAccumulator.Extras.NONE, context);
        System.out.printf(
                "%-40s %8.4f %8.4f %8.4f %7.1f s %7d MB%n",
                name,
                metrics.get("normalized_discounted_cumulative_gain_at_10"),
                metrics.get("mean_reciprocal_rank_at_25"),
                metrics.get("coverage"),
                seconds,
                heap);
    }

    /// Returns a set of pairs without times, from lines with the numbers of a user and an item.
    static TrainingSet pairs(List<String> lines) {
        var events = new ArrayList<Event>();
        int items = 0;
        for (var line : lines) {
            int comma = line.indexOf(',');
            int item = Integer.parseInt(line.substring(comma + 1).strip());
            items = Math.max(items, item + 1);
            events.add(new Event(line.substring(0, comma), item, 0));
        }
        events.sort(Comparator.comparing(Event::user));
        var log = log(items, events);
        var ids =
                IdIndex.of(IntStream.range(0, items).mapToObj(Integer::toString).toList());
        return new TrainingSet(log, ItemTable.bare(ids), UserTable.bare(log.userCount()));
    }

    /// Returns the text vectors of the genres, read as a text: "Adventure, Children, Fantasy".
    private static TextVectors genresAsTexts(TrainingSet set, TrainingContext context) {
        var genres = set.items().features().getFirst();
        var model = new SentenceModel();
        var vectors = TextVectors.empty(set.items().size(), model.dimension());
        var texts = IntStream.range(0, set.items().size())
                .mapToObj(item -> Feature.text(genres, item).replace("|", ", "))
                .toList();
        var distinct = texts.stream().distinct().toList();
        var read = new float[distinct.size()][];
        context.workers().forRanges(distinct.size(), 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                read[i] = model.encode(distinct.get(i));
            }
        });
        for (int item = 0; item < texts.size(); item++) {
            vectors.set(item, read[distinct.indexOf(texts.get(item))]);
        }
        return vectors;
    }

    private static HoldOut with(@Nullable TextVectors texts, HoldOut holdOut, boolean genres) {
        var set = holdOut.training();
        var items = new ItemTable(
                set.items().ids(),
                set.items().createdAt(),
                genres ? set.items().features() : List.of(),
                set.items().shown(),
                texts);
        return new HoldOut(new TrainingSet(set.interactions(), items, set.users()), holdOut.truth(), holdOut.users());
    }

    /// Returns the set of a folder with `interactions.csv` and `items.csv`.
    static TrainingSet read(Path folder) throws IOException {
        var itemIds = new ArrayList<String>();
        var indices = new HashMap<String, Integer>();
        var genres = new LinkedHashMap<String, Integer>();
        var codes = new ArrayList<Integer>();
        var codeOffsets = new ArrayList<Integer>(List.of(0));
        for (var line : lines(folder.resolve("items.csv"))) {
            var cells = line.split(",", 3);
            indices.put(cells[0], itemIds.size());
            itemIds.add(cells[0]);
            for (var genre : cells[1].split("\\|", -1)) {
                codes.add(genres.computeIfAbsent(genre, _ -> genres.size()));
            }
            codeOffsets.add(codes.size());
        }
        var feature = new Feature.Categorical(
                "GENRE", genres.keySet().toArray(new String[0]), ints(codeOffsets), ints(codes));
        var events = new ArrayList<Event>();
        for (var line : lines(folder.resolve("interactions.csv"))) {
            var cells = line.split(",", -1);
            var item = indices.get(cells[1]);
            if (item != null) {
                events.add(new Event(cells[0], item, Long.parseLong(cells[2])));
            }
        }
        events.sort(Comparator.comparing(Event::user).thenComparingLong(Event::time));
        var bare = ItemTable.bare(IdIndex.of(itemIds));
        var items = new ItemTable(bare.ids(), bare.createdAt(), List.of(feature), bare.shown());
        var log = log(itemIds.size(), events);
        return new TrainingSet(log, items, UserTable.bare(log.userCount()));
    }

    private static InteractionLog log(int itemCount, List<Event> events) {
        var counts = new LinkedHashMap<String, Integer>();
        events.forEach(event -> counts.merge(event.user(), 1, Integer::sum));
        var offsets = new int[counts.size() + 1];
        int user = 0;
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            offsets[user + 1] = offsets[user] + count.getValue();
            user++;
        }
        return InteractionLog.unweighted(
                itemCount,
                offsets,
                events.stream().mapToInt(Event::item).toArray(),
                events.stream().mapToLong(Event::time).toArray());
    }

    private static List<String> lines(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        return lines.subList(1, lines.size());
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
