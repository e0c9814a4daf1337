package dev.kindred.engine.recipe.related;

import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.model.SparseMatrix;
import dev.kindred.engine.model.SparseMatrix.Row;
import dev.kindred.engine.ranking.TopItems;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.popularity.PopularItems;
import dev.kindred.engine.recipe.related.CoInteractions.Counter;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Trains a model of similar items by shared users: their number divided by a power of the other item's number
/// of users, which discounts popular items. (Karypis, "Evaluation of item-based top-N recommendation
/// algorithms", 2001: conditional probability with a popularity exponent.)
///
/// Percentiles select the users whose histories count, and the items that are named as similar. Items outside of
/// the percentiles still have similar items, so that no query has an empty answer.
public final class SimsTraining {

    /// Number of similar items that are kept of each item: more than an answer has, so that filters leave some.
    /// Taste.
    private static final int KEPT = 300;

    /// Number of items between two reports of progress, and per task of a thread. Taste.
    private static final int ITEMS_AT_ONCE = 4096;
    private static final int ITEMS_OF_A_THREAD = 64;

    private SimsTraining() {}

    public static RelatedItemsModel train(Recipe.Sims recipe, TrainingSet set, TrainingContext context) {
        var log = set.interactions();
        var together = CoInteractions.of(log, usersThatCount(log, recipe.userHistoryLengths()));
        var named = itemsThatCount(log, recipe.itemInteractionCounts());
        var weights = new float[log.itemCount()];
        for (int item = 0; item < weights.length; item++) {
            weights[item] = (float) Math.pow(Math.max(1, together.users(item)), -recipe.popularityDiscount());
        }
        var rows = rows(log.itemCount(), context, (item, counter) -> {
            together.count(item, counter);
            var best = new TopItems(KEPT);
            for (int i = 0; i < counter.size(); i++) {
                int other = counter.touched(i);
                float shared = counter.sum(other);
                if (shared >= recipe.minCointeractions() && named[other]) {
                    best.offer(other, shared * weights[other]);
                }
            }
            return row(best);
        });
        return new RelatedItemsModel(set.items().ids(), PopularItems.of(log), SparseMatrix.of(rows));
    }

    /// Computes the row of one item. The counter is empty before and after.
    interface RowMaker {
        Row make(int item, Counter counter);
    }

    /// Computes the rows of all items in parallel.
    static Row[] rows(int itemCount, TrainingContext context, RowMaker maker) {
        var rows = new Row[itemCount];
        var idle = new ConcurrentLinkedQueue<Counter>();
        for (int start = 0; start < itemCount; start += ITEMS_AT_ONCE) {
            int first = start;
            context.watch().reached("finding similar items", (double) start / itemCount);
            context.workers().forRanges(Math.min(ITEMS_AT_ONCE, itemCount - start), ITEMS_OF_A_THREAD, (from, to) -> {
                var before = idle.poll();
                var counter = before == null ? new Counter(itemCount) : before;
                for (int item = first + from; item < first + to; item++) {
                    rows[item] = maker.make(item, counter);
                    counter.clear();
                }
                idle.add(counter);
            });
        }
        return rows;
    }

    static Row row(TopItems best) {
        var keys = best.drain();
        var row = new Row(new int[keys.length], new float[keys.length]);
        for (int i = 0; i < keys.length; i++) {
            row.columns()[i] = TopItems.item(keys[i]);
            row.values()[i] = TopItems.score(keys[i]);
        }
        return row;
    }

    private static boolean[] usersThatCount(InteractionLog log, Recipe.Percentiles percentiles) {
        var lengths = new int[log.userCount()];
        for (int user = 0; user < lengths.length; user++) {
            lengths[user] = log.to(user) - log.from(user);
        }
        return within(lengths, percentiles);
    }

    private static boolean[] itemsThatCount(InteractionLog log, Recipe.Percentiles percentiles) {
        var counts = new int[log.itemCount()];
        for (int item : log.items()) {
            counts[item]++;
        }
        return within(counts, percentiles);
    }

    /// Returns for each value whether it is between the percentiles of the non-zero values, inclusive.
    private static boolean[] within(int[] values, Recipe.Percentiles percentiles) {
        var sorted = Arrays.stream(values).filter(value -> value > 0).sorted().toArray();
        var within = new boolean[values.length];
        if (sorted.length == 0) {
            return within;
        }
        int least = sorted[(int) Math.floor(percentiles.min() * (sorted.length - 1))];
        int most = sorted[(int) Math.ceil(percentiles.max() * (sorted.length - 1))];
        for (int i = 0; i < values.length; i++) {
            within[i] = values[i] >= least && values[i] <= most;
        }
        return within;
    }
}
