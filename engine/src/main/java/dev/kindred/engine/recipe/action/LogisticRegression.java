package dev.kindred.engine.recipe.action;

import java.util.Arrays;

/// Logistic regression with a Gaussian prior on each weight, solved for the most likely weights by Newton's method with
/// halved steps. The problem is strictly convex wherever every prior has a width, so the answer is the only one and
/// depends on no chance.
final class LogisticRegression {

    private static final int MOST_STEPS = 40;
    private static final int MOST_HALVINGS = 30;
    private static final double ENOUGH = 1e-6;

    private LogisticRegression() {}

    /// Rows to learn from.
    ///
    /// @param values all rows, one after another
    /// @param width how many values a row has
    /// @param rows which of them to learn from
    /// @param outcomes of all rows: what is to be foretold
    /// @param offsets what is added to each chosen row's log-odds beside the weights, or an empty array
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

    /// What is thought of the weights before any example is seen.
    ///
    /// @param means a weight for each value of a row, and at last the intercept
    /// @param precisions one over the variance of each; greater than 0
    record Prior(double[] means, double[] precisions) {}

    /// The probability that log-odds stand for.
    static double probability(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    /// The log-odds of a probability.
    static double logOdds(double probability) {
        return Math.log(probability / (1 - probability));
    }

    /// How unlikely an outcome was, by its log-odds: minus the logarithm of its probability.
    static double surprise(double logOdds, boolean outcome) {
        double against = outcome ? -logOdds : logOdds;
        return Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against)));
    }

    /// Returns the most likely weights; the last is the intercept.
    static double[] fit(Examples examples, Prior prior) {
        int size = examples.width() + 1;
        var weights = prior.means().clone();
        var hessian = new double[size * size];
        var step = new double[size];
        double best = objective(examples, prior, weights);
        for (int i = 0; i < MOST_STEPS; i++) {
            derive(examples, prior, weights, step, hessian);
            double slope = solve(hessian, step, size);
            var next = new double[size];
            double length = 1;
            double reached = Double.POSITIVE_INFINITY;
            for (int halving = 0; halving < MOST_HALVINGS && !(reached <= best - 1e-4 * length * slope); halving++) {
                length = halving == 0 ? 1 : length / 2;
                for (int j = 0; j < size; j++) {
                    next[j] = weights[j] - length * step[j];
                }
                reached = objective(examples, prior, next);
            }
            if (!(reached <= best)) {
                break; // as near as the arithmetic goes
            }
            weights = next;
            best = reached;
            if (slope < ENOUGH) {
                break;
            }
        }
        return weights;
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

    /// Sets the gradient, and the lower half of the matrix of second derivatives.
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

    /// Puts the step in the place of the gradient, by Cholesky's factorisation in place, and returns their inner
    /// product.
    private static double solve(double[] matrix, double[] vector, int size) {
        var gradient = vector.clone();
        for (int j = 0; j < size; j++) {
            for (int k = 0; k <= j; k++) {
                double sum = matrix[j * size + k];
                for (int m = 0; m < k; m++) {
                    sum -= matrix[j * size + m] * matrix[k * size + m];
                }
                matrix[j * size + k] = j == k ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[k * size + k];
            }
        }
        for (int j = 0; j < size; j++) {
            for (int m = 0; m < j; m++) {
                vector[j] -= matrix[j * size + m] * vector[m];
            }
            vector[j] /= matrix[j * size + j];
        }
        for (int j = size - 1; j >= 0; j--) {
            for (int m = j + 1; m < size; m++) {
                vector[j] -= matrix[m * size + j] * vector[m];
            }
            vector[j] /= matrix[j * size + j];
        }
        double product = 0;
        for (int j = 0; j < size; j++) {
            product += gradient[j] * vector[j];
        }
        return product;
    }
}
