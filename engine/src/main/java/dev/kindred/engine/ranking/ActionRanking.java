package dev.kindred.engine.ranking;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Selection and order of the actions of an answer: by falling score; ties by the higher value, then by the
/// lower position.
///
/// A share of the places is reserved for exploration of actions without a score, to collect data about them.
/// They are drawn at random, have the lowest score and are at the end, so that scores still fall. If there are
/// too few actions with a score, actions without one fill the places, those of higher value first.
public final class ActionRanking {

    private ActionRanking() {}

    /// Returns positions of `scores`, best first.
    ///
    /// @param scores the scores of the eligible actions, 0 for those without one
    /// @param values the values of the same actions, NaN if there is none, which is below any value
    /// @param share the average share of the places, from 0 to 1, of actions without a score
    /// @param seed the seed of random choices
    public static int[] best(double[] scores, float[] values, int numResults, double share, long seed) {
        var order = order(scores, values);
        int scored = 0;
        while (scored < order.length && scores[order[scored]] > 0) {
            scored++;
        }
        int size = Math.min(numResults, order.length);
        int unscored = order.length - scored;
        var random = new SplittableRandom(seed);
        int wanted = (int) Math.floor(share * numResults + random.nextDouble());
        int explored = Math.min(unscored, Math.max(wanted, size - scored));
        explored = Math.min(explored, size);
        int drawn = Math.min(explored, wanted);
        for (int i = 0; i < drawn; i++) { // to the front of those without a score
            int other = random.nextInt(scored + i, order.length);
            int chosen = order[other];
            System.arraycopy(order, scored + i, order, scored + i + 1, other - scored - i);
            order[scored + i] = chosen;
        }
        var best = Arrays.copyOf(order, size);
        System.arraycopy(order, scored, best, size - explored, explored);
        return inOrder(best, size - explored, scores, values);
    }

    private static int[] order(double[] scores, float[] values) {
        var order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> compare(a, b, scores, values));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    private static int compare(int a, int b, double[] scores, float[] values) {
        int byScore = Double.compare(scores[b], scores[a]);
        if (byScore != 0) {
            return byScore;
        }
        int byValue = Float.compare(orLeast(values[b]), orLeast(values[a]));
        return byValue != 0 ? byValue : Integer.compare(a, b);
    }

    private static float orLeast(float value) {
        return Float.isNaN(value) ? Float.NEGATIVE_INFINITY : value;
    }

    /// Sorts the actions without a score, which begin at `from`, among each other.
    private static int[] inOrder(int[] best, int from, double[] scores, float[] values) {
        for (int i = from + 1; i < best.length; i++) {
            int moved = best[i];
            int place = i;
            while (place > from && compare(moved, best[place - 1], scores, values) < 0) {
                best[place] = best[place - 1];
                place--;
            }
            best[place] = moved;
        }
        return best;
    }
}
