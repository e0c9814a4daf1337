package dev.kindred.engine.metrics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The metrics of many segments of users, by the names that Amazon Personalize gives them ("Evaluating a solution
/// version with metrics"): of each segment the best hundredth of all users is compared with the users who
/// interacted.
public final class SegmentMetrics {

    private final boolean[] named;
    private int segments;
    private long hits;
    private double recalls;

    /// @param users the number of users there are
    public SegmentMetrics(int users) {
        named = new boolean[users];
    }

    /// Returns how many users are the best hundredth of so many: at least one.
    public static int hundredth(int users) {
        return Math.max(1, Math.round(users / 100f));
    }

    /// Notes a segment.
    ///
    /// @param predicted the best hundredth of the users
    /// @param actual those who came, ascending, at least one
    public void note(int[] predicted, int[] actual) {
        int found = hits(predicted, predicted.length, actual);
        for (int user : predicted) {
            named[user] = true;
        }
        segments++;
        hits += found;
        recalls += (double) found / actual.length;
    }

    /// Returns how many of the first `depth` predicted users came.
    ///
    /// @param actual ascending
    public static int hits(int[] predicted, int depth, int[] actual) {
        int found = 0;
        for (int i = 0; i < Math.min(depth, predicted.length); i++) {
            found += Arrays.binarySearch(actual, predicted[i]) >= 0 ? 1 : 0;
        }
        return found;
    }

    /// Returns the metrics of the segments noted, each rounded to 4 decimals.
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
