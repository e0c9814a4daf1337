package dev.kindred.engine.recipe.action;

import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.action.ActionModel.Propensities;
import dev.kindred.engine.recipe.action.LogisticRegression.Examples;
import dev.kindred.engine.recipe.action.LogisticRegression.Prior;
import java.util.Arrays;

/// A logistic regression for each action, all of them drawn towards one for all actions together, so that an
/// action with little data is judged as actions are in general, and one with much as itself.
///
/// How likely anybody is to take an action is the mean of a Beta distribution: the share taken, with
/// [#SHARE_OFFERS] offers added that were taken as often as those of all actions.
final class Regressions {

    /// The weight of the mean share of all actions in each action's own, in offers. Taste.
    private static final double SHARE_OFFERS = 20;

    /// The precision of the prior of the weights that all actions share. Taste.
    private static final double COMMON_PRECISION = 4;

    /// The rows that the shared weights are fitted on. Taste.
    private static final int MOST_COMMON_ROWS = 40_000;

    /// The actions between two reports of progress. Taste.
    private static final int ACTIONS_AT_ONCE = 16;

    private final Evidence evidence;
    private final boolean[] scored;
    private final TrainingContext context;

    Regressions(Evidence evidence, boolean[] scored, TrainingContext context) {
        this.evidence = evidence;
        this.scored = scored;
        this.context = context;
    }

    /// Fits the weights of each action on those rows.
    ///
    /// @param among the rows to learn from
    /// @param closeness how strongly each action's weights are drawn towards those for all together
    /// @param mostRows of one action that are learnt from
    Propensities fit(int[] among, double closeness, int mostRows) {
        int width = evidence.view().width();
        var rowsOf = evidence.byAction(among, scored.length);
        double overall = share(among, 0.5, 2);
        var general = new double[scored.length];
        for (int action = 0; action < scored.length; action++) {
            general[action] = share(rowsOf[action], overall, SHARE_OFFERS);
        }
        context.watch().reached("what all actions have in common", 0);
        var common = common(among, general);
        var weights = new float[scored.length * (width + 1)];
        var precisions = new double[width + 1];
        Arrays.fill(precisions, closeness);
        precisions[width] = SHARE_OFFERS * overall * (1 - overall);
        for (int first = 0; first < scored.length; first += ACTIONS_AT_ONCE) {
            context.watch().reached("each action", (double) first / scored.length);
            int begin = first;
            int count = Math.min(ACTIONS_AT_ONCE, scored.length - first);
            context.workers().forRanges(count, 1, (from, to) -> {
                for (int i = from; i < to; i++) {
                    int action = begin + i;
                    if (scored[action]) {
                        fit(spread(rowsOf[action], mostRows), common, overall, precisions, weights, action);
                    }
                }
            });
        }
        return new Propensities(scored, general, weights);
    }

    private void fit(int[] rows, double[] common, double overall, double[] precisions, float[] weights, int action) {
        int width = evidence.view().width();
        var means = common.clone();
        means[width] = LogisticRegression.logOdds(overall);
        var found = LogisticRegression.fit(
                new Examples(evidence.rows(), width, rows, evidence.taken(), new double[0]),
                new Prior(means, precisions));
        for (int j = 0; j <= width; j++) {
            weights[action * (width + 1) + j] = (float) found[j];
        }
    }

    /// The weights for all actions together, each action's own share given.
    private double[] common(int[] among, double[] general) {
        int width = evidence.view().width();
        int step = Math.max(1, (among.length + MOST_COMMON_ROWS - 1) / MOST_COMMON_ROWS);
        var rows = new int[(among.length + step - 1) / step];
        var offsets = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = among[i * step];
            offsets[i] = LogisticRegression.logOdds(general[evidence.action(rows[i])]);
        }
        var precisions = new double[width + 1];
        Arrays.fill(precisions, COMMON_PRECISION);
        return LogisticRegression.fit(
                new Examples(evidence.rows(), width, rows, evidence.taken(), offsets),
                new Prior(new double[width + 1], precisions));
    }

    private double share(int[] rows, double expected, double offers) {
        int taken = 0;
        for (int row : rows) {
            taken += evidence.taken()[row] ? 1 : 0;
        }
        return (taken + expected * offers) / (rows.length + offers);
    }

    /// Up to `most` of the rows, spread evenly over them.
    private static int[] spread(int[] rows, int most) {
        if (rows.length <= most) {
            return rows;
        }
        var kept = new int[most];
        for (int i = 0; i < most; i++) {
            kept[i] = rows[(int) ((long) i * rows.length / most)];
        }
        return kept;
    }
}
