package dev.kindred.engine.recipe.action;

import dev.kindred.engine.recipe.Newton;
import java.util.Arrays;

/// Logistic regression with a Gaussian prior on each weight: a maximum a posteriori estimate by [Newton]'s
/// method. The problem is strictly convex if every prior has a positive precision, so the solution is unique and
/// deterministic.
final class LogisticRegression {

    private LogisticRegression() {}

    /// Training examples.
    ///
    /// @param values all rows, row by row
    /// @param width the number of values of a row
    /// @param rows the rows to learn from
    /// @param outcomes the outcome of each row
    /// @param offsets the fixed term of the log-odds of each selected row, or an empty array
    record Examples(float[] values, int width, int[] rows, boolean[] outcomes, double[] offsets) {

        double logOdds(int example, double[] weights) {
            double sum = weights[width] + (offsets.length == 0 ? 0 : offsets[example]);
            int at = rows[example] * width;
            for (int j = 0; j < width; j++) {
                sum += weights[j] * values[at + j];
            }
            return sum;
        }
    }

    /// The prior of the weights.
    ///
    /// @param means the mean for each value of a row and, last, for the intercept
    /// @param precisions the inverse variance of each; greater than 0
    record Prior(double[] means, double[] precisions) {}

    /// Returns the probability for log-odds.
    static double probability(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    /// Returns the log-odds of a probability.
    static double logOdds(double probability) {
        return Math.log(probability / (1 - probability));
    }

    /// Returns the log-loss of an outcome: minus the logarithm of its probability.
    static double surprise(double logOdds, boolean outcome) {
        double against = outcome ? -logOdds : logOdds;
        return Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against)));
    }

    /// Returns the estimated weights; the last is the intercept.
    static double[] fit(Examples examples, Prior prior) {
        return Newton.minimize(
                new Newton.Problem() {
                    @Override
                    public double value(double[] weights) {
                        return objective(examples, prior, weights);
                    }

                    @Override
                    public void derive(double[] weights, double[] gradient, double[] hessian) {
                        LogisticRegression.derive(examples, prior, weights, gradient, hessian);
                    }
                },
                prior.means());
    }

    private static double objective(Examples examples, Prior prior, double[] weights) {
        double sum = 0;
        for (int example = 0; example < examples.rows().length; example++) {
            sum += surprise(examples.logOdds(example, weights), examples.outcomes()[examples.rows()[example]]);
        }
        for (int j = 0; j < weights.length; j++) {
            double away = weights[j] - prior.means()[j];
            sum += prior.precisions()[j] * away * away / 2;
        }
        return sum;
    }

    /// Sets the gradient, and the lower triangle of the Hessian.
    private static void derive(Examples examples, Prior prior, double[] weights, double[] gradient, double[] hessian) {
        int width = examples.width();
        int size = width + 1;
        Arrays.fill(hessian, 0);
        for (int j = 0; j < size; j++) {
            gradient[j] = prior.precisions()[j] * (weights[j] - prior.means()[j]);
            hessian[j * size + j] = prior.precisions()[j];
        }
        var row = new double[size];
        row[width] = 1;
        for (int example = 0; example < examples.rows().length; example++) {
            int number = examples.rows()[example];
            for (int j = 0; j < width; j++) {
                row[j] = examples.values()[number * width + j];
            }
            double p = probability(examples.logOdds(example, weights));
            double missed = p - (examples.outcomes()[number] ? 1 : 0);
            double curvature = p * (1 - p);
            for (int j = 0; j < size; j++) {
                gradient[j] += missed * row[j];
                double factor = curvature * row[j];
                if (factor != 0) {
                    for (int k = 0; k <= j; k++) {
                        hessian[j * size + k] += factor * row[k];
                    }
                }
            }
        }
    }
}
