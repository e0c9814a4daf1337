package dev.kindred.server.serving;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;

/// Which places of an answer go to promoted items. The promoted items keep their order among each other, the
/// others theirs; where the promoted ones stand is left to chance.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/promoting-items.html">Promoting items</a>
final class PromotedSlots {

    private PromotedSlots() {}

    /// Returns how many of `numResults` places are promoted: the share rounded down, but one at least.
    static int count(int percent, int numResults) {
        return Math.max(1, (int) ((long) numResults * percent / 100));
    }

    /// Returns both lists as one of up to `numResults` items, without an item twice: one that is promoted
    /// leaves its other place.
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
