package dev.kindred.engine.recipe.semantic;

import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.metrics.RankingMetrics;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.RankedItems;
import dev.kindred.engine.ranking.RankedItems.Reason;
import dev.kindred.engine.recipe.Trained;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.popularity.PopularItems;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Trains a [SemanticModel] on items' texts, and measures it without interactions.
///
/// An item's popularity is the share of the other items with fewer users, its freshness the share of those that
/// are older.
public final class SemanticTraining {

    /// The length of the measured answers, as in AWS's coverage and MRR@25.
    private static final int DEPTH = 25;

    /// Minimum and maximum numbers of items whose answers are measured. Taste.
    private static final int FEWEST_MEASURED = 100;
    private static final int MOST_MEASURED = 2_000;

    /// Maximum number of comparisons of the measurement: some seconds. Taste.
    private static final long COMPARISONS = 200_000_000;

    private SemanticTraining() {}

    /// Returns the model of the set's texts, with its metrics.
    ///
    /// @throws IllegalArgumentException if the set has no texts
    public static Trained train(TrainingSet set, TrainingContext context) {
        var table = set.items();
        if (table.texts() == null) {
            throw new IllegalArgumentException("there are no texts to train on");
        }
        context.watch().reached("ordering items", 0);
        var users = PopularItems.uniqueUsers(set.interactions());
        var popularities = new long[users.length];
        for (int item = 0; item < users.length; item++) {
            popularities[item] = users[item];
        }
        var model = new SemanticModel(
                table.ids(),
                table.texts(),
                shares(popularities),
                shares(table.createdAt()),
                popular(users, table),
                SemanticModel.Influence.NONE);
        return new Trained(model, metrics(model, context.part(0.1, 1)), Map.of());
    }

    /// Returns for each value the share of the others that are smaller.
    static float[] shares(long[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        var shares = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            shares[i] = (float) below(values[i], sorted) / Math.max(1, values.length - 1);
        }
        return shares;
    }

    private static int below(long value, long[] sorted) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// By number of users; ties by the newer item.
    private static PopularItems popular(int[] users, ItemTable table) {
        var sorted = table.createdAt().clone();
        Arrays.sort(sorted);
        var newestFirst = new long[users.length];
        for (int item = 0; item < users.length; item++) {
            newestFirst[item] = (long) -below(table.createdAt()[item], sorted) << 32 | item;
        }
        Arrays.sort(newestFirst);
        var keys = new long[users.length];
        for (int place = 0; place < users.length; place++) {
            keys[place] = (long) -users[(int) newestFirst[place]] << 32 | place;
        }
        Arrays.sort(keys);
        var order = new int[users.length];
        for (int rank = 0; rank < order.length; rank++) {
            order[rank] = (int) newestFirst[(int) keys[rank]];
        }
        return new PopularItems(order);
    }

    /// Queries items similar to some evenly spaced items: few if there are very many to compare with.
    private static Map<String, Double> metrics(SemanticModel model, TrainingContext context) {
        int count = model.items().size();
        int measured = Math.clamp(COMPARISONS / Math.max(1, count), FEWEST_MEASURED, MOST_MEASURED);
        var asked = asked(model, Math.min(count, measured));
        var similarity = new double[asked.length];
        var popularity = new double[asked.length];
        var freshness = new double[asked.length];
        int atOnce = Math.max(1, context.workers().threads() * 16);
        for (int start = 0; start < asked.length; start += atOnce) {
            context.watch().reached("measuring", (double) start / asked.length);
            int first = start;
            context.workers().forRanges(Math.min(atOnce, asked.length - start), 1, (from, to) -> {
                for (int i = first + from; i < first + to; i++) {
                    var answer = model.rank(query(asked[i], count));
                    similarity[i] = mean(answer, at -> answer.scores()[at]);
                    popularity[i] = mean(answer, at -> model.popularity(answer.items()[at]));
                    freshness[i] = mean(answer, at -> model.freshness(answer.items()[at]));
                }
            });
        }
        var metrics = new LinkedHashMap<String, Double>();
        metrics.put("coverage", RankingMetrics.rounded(count == 0 ? 0 : (double) withText(model) / count));
        metrics.put("item_similarity", mean(similarity));
        metrics.put("item_popularity", mean(popularity));
        metrics.put("item_freshness", mean(freshness));
        return metrics;
    }

    private static int[] asked(SemanticModel model, int most) {
        int count = model.items().size();
        var asked = new int[most];
        int size = 0;
        for (int i = 0; i < most; i++) {
            int item = (int) ((long) i * count / most);
            if (model.hasText(item)) {
                asked[size++] = item;
            }
        }
        return Arrays.copyOf(asked, size);
    }

    private static int withText(SemanticModel model) {
        int with = 0;
        for (int item = 0; item < model.items().size(); item++) {
            with += model.hasText(item) ? 1 : 0;
        }
        return with;
    }

    private static Query query(int item, int count) {
        return new Query(History.EMPTY, item, Map.of(), Map.of(), ItemSet.all(count), DEPTH, null, 0, 0);
    }

    private interface Value {
        double at(int position);
    }

    /// Returns the mean over the similar items, NaN if there are none.
    private static double mean(RankedItems answer, Value value) {
        double sum = 0;
        int alike = 0;
        while (alike < answer.size() && answer.reasons()[alike] == Reason.RELEVANT) {
            sum += value.at(alike++);
        }
        return alike == 0 ? Double.NaN : sum / alike;
    }

    private static double mean(double[] values) {
        return RankingMetrics.rounded(Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(0));
    }
}
