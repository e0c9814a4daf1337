package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.ranking.RankedItems;
import dev.kindred.engine.ranking.RankedItems.Reason;
import java.util.SplittableRandom;

/// Inserts explored items into an answer.
final class ExplorationMixer {

    private ExplorationMixer() {}

    /// Returns an answer of up to `count` items. The explored items keep their order and are at random places,
    /// except the first place unless there is no other item; other items are dropped from the end. An explored
    /// item has the score of the next other item, or of the last one, so that scores fall. The scores of other
    /// items do not depend on exploration.
    static RankedItems mix(RankedItems found, int[] explored, int count, SplittableRandom random) {
        int size = Math.min(count, found.size() + explored.length);
        var isExplored = places(size, Math.min(explored.length, size), found.size() > 0, random);
        var items = new int[size];
        var scores = new double[size];
        var reasons = new Reason[size];
        int nextExplored = 0;
        int nextFound = 0;
        for (int place = 0; place < size; place++) {
            int of = Math.min(nextFound, found.size() - 1);
            scores[place] = of < 0 ? 0 : found.scores()[of];
            if (isExplored[place]) {
                items[place] = explored[nextExplored++];
                reasons[place] = Reason.EXPLORATION;
            } else {
                items[place] = found.items()[of];
                reasons[place] = found.reasons()[of];
                nextFound++;
            }
        }
        return new RankedItems(items, scores, reasons);
    }

    /// Draws `marked` of the allowed places uniformly.
    private static boolean[] places(int size, int marked, boolean notFirst, SplittableRandom random) {
        var is = new boolean[size];
        int first = notFirst && marked < size ? 1 : 0;
        int left = marked;
        for (int place = first; place < size; place++) {
            if (random.nextInt(size - place) < left) {
                is[place] = true;
                left--;
            }
        }
        return is;
    }
}
