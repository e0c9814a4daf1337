package dev.kindred.engine.metrics;

import java.util.Arrays;

/// Metrics of one ranked list, as Amazon Personalize defines them on the page "Evaluating a solution version
/// with metrics". A list is given by the gain at each position: 0 if the item is not relevant, otherwise 1 or
/// the weight of its event.
public final class RankingMetrics {

    private RankingMetrics() {}

    /// Returns 1 / rank of the first relevant position among the first `k`, or 0 if none is relevant.
    public static double reciprocalRank(double[] gains, int k) {
        for (int position = 0; position < Math.min(k, gains.length); position++) {
            if (gains[position] > 0) {
                return 1.0 / (position + 1);
            }
        }
        return 0;
    }

    /// Returns the share of relevant items among the first `k` positions. Missing positions of a shorter list
    /// count as not relevant.
    public static double precision(double[] gains, int k) {
        int hits = 0;
        for (int position = 0; position < Math.min(k, gains.length); position++) {
            if (gains[position] > 0) {
                hits++;
            }
        }
        return (double) hits / k;
    }

    /// Returns NDCG@k: the discounted gain of the first `k` positions (Σ gain / log2(1 + position), positions
    /// from 1) divided by that of the ideal list.
    ///
    /// @param relevant the gains of all relevant items of the user, in any order
    public static double normalizedDiscountedCumulativeGain(double[] gains, double[] relevant, int k) {
        var ideal = relevant.clone();
        Arrays.sort(ideal);
        for (int low = 0, high = ideal.length - 1; low < high; low++, high--) {
            double swapped = ideal[low];
            ideal[low] = ideal[high];
            ideal[high] = swapped;
        }
        double best = discountedCumulativeGain(ideal, k);
        return best > 0 ? discountedCumulativeGain(gains, k) / best : 0;
    }

    private static double discountedCumulativeGain(double[] gains, int k) {
        double sum = 0;
        for (int position = 0; position < Math.min(k, gains.length); position++) {
            if (gains[position] > 0) {
                sum += gains[position] * Math.log(2) / Math.log(position + 2);
            }
        }
        return sum;
    }

    /// Returns the rewards of the hits among the `k` most rewarding recommendations, divided by the rewards of
    /// all hits. NaN if no hit has a reward: such a user does not contribute to the metric.
    ///
    /// @param gains the gain at each position
    /// @param rewards the reward of the item at each position
    public static double rewardsAtTop(double[] gains, double[] rewards, int k) {
        double all = 0;
        double atTop = 0;
        for (int position = 0; position < gains.length; position++) {
            if (gains[position] > 0) {
                all += rewards[position];
                if (rankByReward(rewards, position) < k) {
                    atTop += rewards[position];
                }
            }
        }
        return all > 0 ? atTop / all : Double.NaN;
    }

    private static int rankByReward(double[] rewards, int position) {
        int before = 0;
        for (int other = 0; other < rewards.length; other++) {
            if (rewards[other] > rewards[position] || (rewards[other] == rewards[position] && other < position)) {
                before++;
            }
        }
        return before;
    }

    /// Returns the total increase in popularity of the recommended items, divided by that of the items with the
    /// largest increases. It is between 0 and 1, and 0 if no popularity increased.
    ///
    /// @param increases the increase in popularity of each item in the predicted interval
    /// @param recommended items, of which the first `k` are used
    public static double trendPredictionAccuracy(double[] increases, int[] recommended, int k) {
        var sorted = increases.clone();
        Arrays.sort(sorted);
        double best = 0;
        for (int i = 0; i < Math.min(k, sorted.length); i++) {
            best += Math.max(0, sorted[sorted.length - 1 - i]);
        }
        double reached = 0;
        for (int i = 0; i < Math.min(k, recommended.length); i++) {
            reached += increases[recommended[i]];
        }
        return best > 0 ? Math.max(0, reached / best) : 0;
    }

    /// Returns the value rounded to 4 decimals, as solution metrics are.
    public static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
