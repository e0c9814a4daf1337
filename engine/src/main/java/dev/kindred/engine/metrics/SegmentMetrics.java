package dev.kindred.engine.metrics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Accumulator of the metrics of many user segments, named as by Amazon Personalize ("Evaluating a solution
/// version with metrics"). For each segment, the top 1 % of all users is compared with the users who interacted.
public final class SegmentMetrics {

    private final boolean[] named;
    private int segments;
    private long hits;
    private double recalls;

    /// @param users the total number of users
    public SegmentMetrics(int users) {
        named = new boolean[users];
    }

    /// Returns the number of users in the top 1 %, at least one.
    public static int hundredth(int users) {
        return Math.max(1, Math.round(users / 100f));
    }

    /// Adds a segment.
    ///
    /// @param predicted the top 1 % of the users
    /// @param actual the users who interacted, ascending, at least one
    public void note(int[] predicted, int[] actual) {
        int found = hits(predicted, predicted.length, actual);
        for (int user : predicted) {
            named[user] = true;
        }
        segments++;
        hits += found;
        recalls += (double) found / actual.length;
    }

    /// Returns the number of the first `depth` predicted users who interacted.
    ///
    /// @param actual ascending
    public static int hits(int[] predicted, int depth, int[] actual) {
        int found = 0;
        for (int i = 0; i < Math.min(depth, predicted.length); i++) {
            found += Arrays.binarySearch(actual, predicted[i]) >= 0 ? 1 : 0;
        }
        return found;
    }

    /// Returns the metrics of the added segments, each rounded to 4 decimals.
    public Map<String, Double> metrics() {
        int distinct = 0;
        for (boolean is : named) {
            distinct += is ? 1 : 0;
        }
        var metrics = new LinkedHashMap<String, Double>();
        metrics.put("coverage", RankingMetrics.rounded(named.length == 0 ? 0 : (double) distinct / named.length));
        metrics.put("hits_at_1_percent", RankingMetrics.rounded(segments == 0 ? 0 : (double) hits / segments));
        metrics.put("recall_at_1_percent", RankingMetrics.rounded(segments == 0 ? 0 : recalls / segments));
        return metrics;
    }
}
