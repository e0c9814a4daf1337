package dev.kindred.engine.recipe.popularity;

import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.ranking.Explanation;
import dev.kindred.engine.ranking.Explanation.Kind;
import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.engine.ranking.RankedItems;
import dev.kindred.engine.ranking.RankedItems.Reason;
import java.util.Arrays;
import java.util.PriorityQueue;

/// All items in a fixed order, most popular first. It also fills up the answers of models that have too few
/// items.
public final class PopularItems {

    private final int[] order;
    private final int[] ranks;

    /// @param order every item once, most popular first
    public PopularItems(int[] order) {
        this.order = order;
        this.ranks = new int[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            ranks[order[rank]] = rank;
        }
    }

    /// Returns the items in the order of their number of users; ties by the lower index.
    public static PopularItems of(InteractionLog log) {
        return new PopularItems(descending(uniqueUsers(log)));
    }

    /// Returns the number of users of each item.
    public static int[] uniqueUsers(InteractionLog log) {
        var counts = new int[log.itemCount()];
        var lastUser = new int[log.itemCount()];
        for (int user = 0; user < log.userCount(); user++) {
            for (int at = log.from(user); at < log.to(user); at++) {
                int item = log.items()[at];
                if (lastUser[item] != user + 1) {
                    lastUser[item] = user + 1;
                    counts[item]++;
                }
            }
        }
        return counts;
    }

    /// Returns the indices of `values` in the order of falling values; ties by the lower index.
    static int[] descending(int[] values) {
        var keys = new long[values.length];
        for (int item = 0; item < values.length; item++) {
            keys[item] = ((long) -values[item] << 32) | item;
        }
        Arrays.sort(keys);
        var order = new int[values.length];
        for (int rank = 0; rank < order.length; rank++) {
            order[rank] = (int) keys[rank];
        }
        return order;
    }

    /// Every item once, most popular first. The array is shared and never written to.
    public int[] order() {
        return order;
    }

    /// Returns the number of items that are more popular than `item`.
    public int rank(int item) {
        return ranks[item];
    }

    /// Returns the reason of an item that is in an answer because of its popularity: the share of the items that
    /// are less popular.
    public Explanation explanation(int item) {
        return Explanation.of(Kind.POPULARITY, 1 - (ranks[item] + 1.0) / order.length);
    }

    /// Returns the answer followed by popular eligible items, up to `numResults`.
    public RankedItems fillUp(RankedItems found, ItemSet eligible, int numResults) {
        int missing = numResults - found.size();
        if (missing <= 0) {
            return found;
        }
        var taken = found.items().clone();
        Arrays.sort(taken);
        return append(found, best(eligible, missing, taken));
    }

    /// Returns the answer followed by `more` items, as popular ones without scores.
    public static RankedItems append(RankedItems found, int[] more) {
        var items = Arrays.copyOf(found.items(), found.size() + more.length);
        var scores = Arrays.copyOf(found.scores(), items.length);
        var reasons = Arrays.copyOf(found.reasons(), items.length);
        System.arraycopy(more, 0, items, found.size(), more.length);
        Arrays.fill(scores, found.size(), scores.length, Double.NaN);
        Arrays.fill(reasons, found.size(), reasons.length, Reason.POPULAR);
        return new RankedItems(items, scores, reasons);
    }

    /// Returns up to `count` eligible items, most popular first, without those of `taken`, which is sorted.
    public int[] best(ItemSet eligible, int count, int[] taken) {
        long size = eligible.estimatedSize();
        // Testing items one by one costs count · items / size steps; iterating over the set costs its size.
        return size * size < (long) count * order.length
                ? bestOfFew(eligible, count, taken)
                : bestOfMany(eligible, count, taken);
    }

    /// Returns the items sorted by popularity, most popular first.
    public int[] sorted(int[] items) {
        var sorted = new int[items.length];
        for (int i = 0; i < items.length; i++) {
            sorted[i] = ranks[items[i]];
        }
        Arrays.sort(sorted);
        for (int i = 0; i < items.length; i++) {
            sorted[i] = order[sorted[i]];
        }
        return sorted;
    }

    private int[] bestOfMany(ItemSet eligible, int count, int[] taken) {
        var best = new int[Math.min(count, order.length)];
        int found = 0;
        for (int rank = 0; rank < order.length && found < best.length; rank++) {
            int item = order[rank];
            if (eligible.contains(item) && Arrays.binarySearch(taken, item) < 0) {
                best[found++] = item;
            }
        }
        return Arrays.copyOf(best, found);
    }

    private int[] bestOfFew(ItemSet eligible, int count, int[] taken) {
        var worstFirst = new PriorityQueue<Integer>((a, b) -> Integer.compare(b, a));
        eligible.forEach(item -> {
            if (Arrays.binarySearch(taken, item) < 0) {
                worstFirst.add(ranks[item]);
                if (worstFirst.size() > count) {
                    worstFirst.remove();
                }
            }
        });
        var best = new int[worstFirst.size()];
        for (int i = best.length - 1; i >= 0; i--) {
            best[i] = order[worstFirst.remove()];
        }
        return best;
    }
}
