package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.ranking.RankedItems;
import dev.kindred.engine.ranking.RankedItems.Reason;
import java.util.SplittableRandom;

/// Puts items to be explored into an answer.
final class ExplorationMixer {

    private ExplorationMixer() {}

    /// Returns an answer of up to `count` items. The explored ones are in their order at places that chance
    /// draws, but not at the first one if there is anything else; the others give way from the end. An explored
    /// item has the score of the next other item, or of the last one, so that scores fall; those of the others are
    /// what they would be without exploration, whatever chance draws.
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

    /// Draws `marked` of the places, in such a way that each of those allowed is as likely as any other.
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
