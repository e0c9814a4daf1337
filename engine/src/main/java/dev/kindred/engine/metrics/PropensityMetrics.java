package dev.kindred.engine.metrics;

import java.util.Arrays;

/// Metrics of the predicted probabilities of one action, as Amazon Personalize defines them on the page
/// "Evaluating a solution version with metrics". An action is recommended if its probability reaches a
/// threshold.
public final class PropensityMetrics {

    private PropensityMetrics() {}

    /// Returns the share of the recommendations that were taken, or NaN if there are none.
    public static double precision(double[] probabilities, boolean[] taken, double threshold) {
        int recommended = 0;
        int hits = 0;
        for (int i = 0; i < taken.length; i++) {
            if (probabilities[i] >= threshold) {
                recommended++;
                hits += taken[i] ? 1 : 0;
            }
        }
        return recommended == 0 ? Double.NaN : (double) hits / recommended;
    }

    /// Returns the share of the taken offers that were recommended, or NaN if none was taken.
    public static double recall(double[] probabilities, boolean[] taken, double threshold) {
        int takers = 0;
        int hits = 0;
        for (int i = 0; i < taken.length; i++) {
            if (taken[i]) {
                takers++;
                hits += probabilities[i] >= threshold ? 1 : 0;
            }
        }
        return takers == 0 ? Double.NaN : (double) hits / takers;
    }

    /// Returns the area under the ROC curve: the probability that a taken offer has a greater predicted
    /// probability than one that was not taken, with ties counting half. NaN if all or none were taken.
    public static double areaUnderCurve(double[] probabilities, boolean[] taken) {
        var order = new Integer[taken.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(probabilities[a], probabilities[b]));
        double rankSum = 0;
        int takers = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && probabilities[order[to]] == probabilities[order[from]]) {
                to++;
            }
            double rank = (from + 1 + to) / 2.0; // the mean rank of ties
            for (int i = from; i < to; i++) {
                if (taken[order[i]]) {
                    rankSum += rank;
                    takers++;
                }
            }
            from = to;
        }
        double others = (double) taken.length - takers;
        return takers == 0 || others == 0 ? Double.NaN : (rankSum - takers * (takers + 1.0) / 2) / (takers * others);
    }

    /// Returns the threshold with the maximum harmonic mean of precision and recall; the greatest of several;
    /// NaN if no offer was taken.
    public static double bestThreshold(double[] probabilities, boolean[] taken) {
        double best = 0;
        double threshold = Double.NaN;
        var candidates = Arrays.stream(probabilities).distinct().sorted().toArray();
        for (int i = candidates.length - 1; i >= 0; i--) {
            double precision = precision(probabilities, taken, candidates[i]);
            double recall = recall(probabilities, taken, candidates[i]);
            double balance = 2 * precision * recall / (precision + recall); // NaN without a hit
            if (balance > best) {
                best = balance;
                threshold = candidates[i];
            }
        }
        return threshold;
    }
}
