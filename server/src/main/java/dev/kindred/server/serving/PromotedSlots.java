package dev.kindred.server.serving;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;

/// The assignment of a response's places to promoted items. Promoted and other items keep their order. The
/// places of the promoted items are random.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/promoting-items.html">Promoting items</a>
final class PromotedSlots {

    private PromotedSlots() {}

    /// Returns the number of promoted places: the percentage of `numResults`, rounded down, and at least one.
    static int count(int percent, int numResults) {
        return Math.max(1, (int) ((long) numResults * percent / 100));
    }

    /// Merges both lists into one of up to `numResults` items. An item in both occurs at its promoted place
    /// only.
    static List<RecommendedItem> merge(
            List<RecommendedItem> promoted, List<RecommendedItem> others, int numResults, long seed) {
        var taken = new HashSet<String>();
        promoted.forEach(item -> taken.add(item.itemId()));
        var rest =
                others.stream().filter(item -> !taken.contains(item.itemId())).toList();
        int size = Math.min(numResults, promoted.size() + rest.size());
        var random = new SplittableRandom(seed);
        var merged = new ArrayList<RecommendedItem>(size);
        int nextPromoted = 0;
        int nextOther = 0;
        while (merged.size() < size) {
            int open = size - merged.size();
            int waiting = promoted.size() - nextPromoted;
            boolean othersEnd = nextOther == rest.size();
            if (waiting > 0 && (othersEnd || random.nextInt(open) < waiting)) {
                merged.add(promoted.get(nextPromoted++));
            } else {
                merged.add(rest.get(nextOther++));
            }
        }
        return merged;
    }
}
