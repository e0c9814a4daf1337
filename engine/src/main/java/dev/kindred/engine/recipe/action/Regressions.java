package dev.kindred.engine.recipe.action;

import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.action.ActionModel.Propensities;
import dev.kindred.engine.recipe.action.LogisticRegression.Examples;
import dev.kindred.engine.recipe.action.LogisticRegression.Prior;
import java.util.Arrays;

/// A logistic regression for each action with a shared prior: a regression over all actions together. The
/// weights of an action with little data are close to the shared ones; those of an action with much data are its
/// own.
///
/// The general probability of an action is the mean of a Beta distribution: the share of its offers that were
/// taken, with [#SHARE_OFFERS] pseudo-offers at the mean share of all actions.
final class Regressions {

    /// The weight of the mean share of all actions in each action's share, in offers. Taste.
    private static final double SHARE_OFFERS = 20;

    /// The precision of the prior of the weights that all actions share. Taste.
    private static final double COMMON_PRECISION = 4;

    /// Maximum number of rows for fitting the shared weights. Taste.
    private static final int MOST_COMMON_ROWS = 40_000;

    /// Number of actions between two reports of progress. Taste.
    private static final int ACTIONS_AT_ONCE = 16;

    private final Evidence evidence;
    private final boolean[] scored;
    private final TrainingContext context;

    Regressions(Evidence evidence, boolean[] scored, TrainingContext context) {
        this.evidence = evidence;
        this.scored = scored;
        this.context = context;
    }

    /// Fits the weights of each action on the given rows.
    ///
    /// @param among the rows to learn from
    /// @param closeness the precision of the shared prior
    /// @param mostRows the maximum number of rows of one action
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

    /// Returns the weights for all actions together, with each action's general log-odds as a fixed term.
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

    /// Returns up to `most` of the rows, evenly spaced.
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
