package dev.kindred.engine.recipe.action;

import dev.kindred.engine.metrics.PropensityMetrics;
import dev.kindred.engine.metrics.RankingMetrics;
import dev.kindred.engine.recipe.action.ActionModel.Propensities;
import java.util.LinkedHashMap;
import java.util.Map;

/// Metrics of predicted probabilities: precision, recall and the area under the ROC curve of each action over
/// the test users' offers of it, averaged over the actions for which they are defined. An action counts as
/// recommended if its probability reaches the threshold that is best for the validation users.
///
/// `coverage` is the share of all actions that are among the [#LIST] most probable of some test user.
record ActionMetrics(Evidence evidence, boolean[] scored) {

    /// The default length of a list of actions. AWS: `numResults` of GetActionRecommendations.
    private static final int LIST = 5;

    static double logOdds(Evidence evidence, Propensities propensities, int row) {
        return logOdds(evidence, propensities, evidence.action(row), row);
    }

    private static double logOdds(Evidence evidence, Propensities propensities, int action, int row) {
        int width = evidence.view().width();
        int at = action * (width + 1);
        double sum = propensities.weights()[at + width];
        for (int j = 0; j < width; j++) {
            sum += (double) propensities.weights()[at + j] * evidence.rows()[row * width + j];
        }
        return sum;
    }

    Map<String, Double> measure(Propensities propensities, Parts parts) {
        var tested = evidence.byAction(parts.test(), scored.length);
        var validated = evidence.byAction(parts.validation(), scored.length);
        var precision = new Mean();
        var recall = new Mean();
        var area = new Mean();
        for (int action = 0; action < scored.length; action++) {
            if (!scored[action]) {
                continue;
            }
            double best = PropensityMetrics.bestThreshold(
                    probabilities(propensities, validated[action]), taken(validated[action]));
            double threshold = Double.isNaN(best) ? propensities.general()[action] : best;
            var probabilities = probabilities(propensities, tested[action]);
            var taken = taken(tested[action]);
            precision.add(PropensityMetrics.precision(probabilities, taken, threshold));
            recall.add(PropensityMetrics.recall(probabilities, taken, threshold));
            area.add(PropensityMetrics.areaUnderCurve(probabilities, taken));
        }
        var metrics = new LinkedHashMap<String, Double>();
        metrics.put("coverage", RankingMetrics.rounded(coverage(propensities, parts.test())));
        precision.put(metrics, "precision");
        recall.put(metrics, "recall");
        area.put(metrics, "auc");
        return metrics;
    }

    private double[] probabilities(Propensities propensities, int[] rows) {
        var probabilities = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            probabilities[i] = LogisticRegression.probability(logOdds(evidence, propensities, rows[i]));
        }
        return probabilities;
    }

    private boolean[] taken(int[] rows) {
        var taken = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            taken[i] = evidence.taken()[rows[i]];
        }
        return taken;
    }

    /// Each action is predicted from the data before the test offer, with the outcome of the test offer as the
    /// label.
    private double coverage(Propensities propensities, int[] rows) {
        var recommended = new boolean[scored.length];
        for (int row : rows) {
            markLikeliest(propensities, row, recommended);
        }
        int count = 0;
        for (boolean is : recommended) {
            count += is ? 1 : 0;
        }
        return scored.length == 0 ? 0 : (double) count / scored.length;
    }

    private void markLikeliest(Propensities propensities, int row, boolean[] recommended) {
        var best = new int[LIST];
        var odds = new double[LIST];
        int count = 0;
        for (int action = 0; action < scored.length; action++) {
            if (!scored[action]) {
                continue;
            }
            double own = logOdds(evidence, propensities, action, row);
            int place = count;
            while (place > 0 && odds[place - 1] < own) {
                place--;
            }
            if (place == LIST) {
                continue;
            }
            count = Math.min(LIST, count + 1);
            System.arraycopy(best, place, best, place + 1, count - place - 1);
            System.arraycopy(odds, place, odds, place + 1, count - place - 1);
            best[place] = action;
            odds[place] = own;
        }
        for (int i = 0; i < count; i++) {
            recommended[best[i]] = true;
        }
    }

    /// The mean of the defined values.
    private static final class Mean {

        private double sum;
        private int count;

        void add(double value) {
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }

        void put(Map<String, Double> metrics, String name) {
            if (count > 0) {
                metrics.put(name, RankingMetrics.rounded(sum / count));
            }
        }
    }
}
