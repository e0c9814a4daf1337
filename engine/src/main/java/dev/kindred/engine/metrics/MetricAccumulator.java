package dev.kindred.engine.metrics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Accumulator of the solution metrics over the recommendations of many users, named as by Amazon Personalize
/// ("Evaluating a solution version with metrics"). Several threads can add lists, each user once; the result
/// does not depend on their order.
public final class MetricAccumulator {

    /// Number of recommendations per list that metrics use, except for rewards: the longest cut-off of AWS.
    public static final int DEPTH = 25;

    /// The cut-offs of AWS's metrics.
    private static final int[] CUTS = {5, 10, 25};
    private static final String NDCG = "normalized_discounted_cumulative_gain_at_";
    private static final String WEIGHTED_NDCG = "normalized_discounted_cumulative_gain_with_event_weights_at_";
    private static final String PRECISION = "precision_at_";

    private final double[] reciprocalRanks;
    private final double[][] gains;
    private final double[][] weightedGains;
    private final double[][] precisions;
    private final double[] rewards;
    private final boolean[] recommended; // threads only write true, so their order is irrelevant
    private final Extras extras;

    /// The metrics that only some recipes have.
    ///
    /// @param eventWeights whether there is a metric that weights events
    /// @param rewards the reward of each item, if there is an objective
    public record Extras(boolean eventWeights, float @Nullable [] rewards) {

        public static final Extras NONE = new Extras(false, null);
    }

    /// @param users the number of users whose lists are added
    /// @param items the total number of items
    public MetricAccumulator(int users, int items, Extras extras) {
        reciprocalRanks = new double[users];
        gains = new double[CUTS.length][users];
        weightedGains = new double[CUTS.length][users];
        precisions = new double[CUTS.length][users];
        rewards = new double[users];
        recommended = new boolean[items];
        this.extras = extras;
    }

    /// Adds a user's list.
    ///
    /// @param user the user's number, from 0
    /// @param ranked recommended items, best first; those after the first [#DEPTH] are used for rewards only
    /// @param relevant the relevant items, ascending, without duplicates
    /// @param weights the weight of each relevant item
    public void note(int user, int[] ranked, int[] relevant, float[] weights) {
        var hits = new double[ranked.length];
        var weighted = new double[ranked.length];
        var itemRewards = new double[ranked.length];
        for (int position = 0; position < ranked.length; position++) {
            int found = Arrays.binarySearch(relevant, ranked[position]);
            if (found >= 0) {
                hits[position] = 1;
                weighted[position] = weights[found];
            }
            if (position < DEPTH) {
                recommended[ranked[position]] = true;
            }
            itemRewards[position] = extras.rewards() == null ? 0 : extras.rewards()[ranked[position]];
        }
        var ones = new double[relevant.length];
        Arrays.fill(ones, 1);
        var ideal = new double[relevant.length];
        for (int i = 0; i < ideal.length; i++) {
            ideal[i] = weights[i];
        }
        reciprocalRanks[user] = RankingMetrics.reciprocalRank(hits, DEPTH);
        rewards[user] = RankingMetrics.rewardsAtTop(hits, itemRewards, DEPTH);
        for (int cut = 0; cut < CUTS.length; cut++) {
            gains[cut][user] = RankingMetrics.normalizedDiscountedCumulativeGain(hits, ones, CUTS[cut]);
            weightedGains[cut][user] = RankingMetrics.normalizedDiscountedCumulativeGain(weighted, ideal, CUTS[cut]);
            precisions[cut][user] = RankingMetrics.precision(hits, CUTS[cut]);
        }
    }

    /// Returns the metrics of the added lists, each rounded to 4 decimals.
    public Map<String, Double> metrics() {
        var metrics = new LinkedHashMap<String, Double>();
        int distinct = 0;
        for (boolean is : recommended) {
            distinct += is ? 1 : 0;
        }
        metrics.put(
                "coverage",
                RankingMetrics.rounded(recommended.length == 0 ? 0 : (double) distinct / recommended.length));
        metrics.put("mean_reciprocal_rank_at_25", mean(reciprocalRanks));
        for (int cut = 0; cut < CUTS.length; cut++) {
            metrics.put(NDCG + CUTS[cut], mean(gains[cut]));
            metrics.put(PRECISION + CUTS[cut], mean(precisions[cut]));
            if (extras.eventWeights()) {
                metrics.put(WEIGHTED_NDCG + CUTS[cut], mean(weightedGains[cut]));
            }
        }
        if (extras.rewards() != null) {
            metrics.put("average_rewards_at_k", mean(rewards));
        }
        return metrics;
    }

    /// Returns the mean over the users for whom the metric is defined.
    private static double mean(double[] values) {
        double sum = 0;
        int count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        return count == 0 ? 0 : RankingMetrics.rounded(sum / count);
    }
}
