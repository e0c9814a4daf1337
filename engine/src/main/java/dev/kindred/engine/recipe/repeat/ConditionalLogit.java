package dev.kindred.engine.recipe.repeat;

import dev.kindred.engine.recipe.Newton;
import dev.kindred.engine.recipe.Workers;
import java.util.Arrays;
import java.util.List;

/// The conditional logit model of a discrete choice: one of several alternatives is chosen, or none. The
/// probability of an alternative with features x is proportional to exp(w · x), that of none to 1. The weights
/// are maximum a posteriori estimates with a normal prior, computed by [Newton]'s method.
///
/// Daniel McFadden, "Conditional logit analysis of qualitative choice behavior" (1974).
public final class ConditionalLogit implements Newton.Problem {

    private final List<Choices> choices;
    private final int width;
    private final double[] means;
    private final double precision;
    private final Workers workers;

    /// Observed choices.
    ///
    /// @param rows the features of all alternatives, row by row
    /// @param offsets the first alternative of each choice, then the number of all alternatives
    /// @param chosen the chosen alternative of each choice, or -1 for none
    /// @param weights the weight of each choice
    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    public record Choices(float[] rows, int[] offsets, int[] chosen, float[] weights) {}

    private ConditionalLogit(List<Choices> choices, double[] means, double precision, Workers workers) {
        this.choices = choices;
        this.width = means.length;
        this.means = means;
        this.precision = precision;
        this.workers = workers;
    }

    /// Returns the weights. The result does not depend on the number of threads.
    ///
    /// @param choices choices in parts, which are the units of parallel work
    /// @param means the prior mean of each weight
    /// @param precision the prior precision: the inverse variance of each weight
    public static double[] fit(List<Choices> choices, double[] means, double precision, Workers workers) {
        return Newton.minimize(new ConditionalLogit(choices, means, precision, workers), means);
    }

    @Override
    public double value(double[] weights) {
        var losses = new double[choices.size()];
        workers.forRanges(losses.length, 1, (from, to) -> {
            for (int part = from; part < to; part++) {
                losses[part] = loss(choices.get(part), weights);
            }
        });
        double sum = 0;
        for (double loss : losses) {
            sum += loss;
        }
        for (int j = 0; j < width; j++) {
            double away = weights[j] - means[j];
            sum += precision * away * away / 2;
        }
        return sum;
    }

    private double loss(Choices of, double[] weights) {
        double sum = 0;
        var shares = new double[most(of)];
        for (int choice = 0; choice < of.chosen.length; choice++) {
            sum += of.weights[choice] * shares(of, choice, weights, shares);
        }
        return sum;
    }

    private static int most(Choices of) {
        int most = 0;
        for (int choice = 0; choice < of.chosen.length; choice++) {
            most = Math.max(most, of.offsets[choice + 1] - of.offsets[choice]);
        }
        return most;
    }

    /// Sets the probabilities of the alternatives of a choice, and returns its negative log-likelihood.
    private double shares(Choices of, int choice, double[] weights, double[] shares) {
        int begin = of.offsets[choice];
        int count = of.offsets[choice + 1] - begin;
        double most = 0; // the log-weight of none
        for (int i = 0; i < count; i++) {
            shares[i] = logWeight(of.rows, (begin + i) * width, weights);
            most = Math.max(most, shares[i]);
        }
        double chosen = of.chosen[choice] < 0 ? 0 : shares[of.chosen[choice]];
        double all = Math.exp(-most);
        for (int i = 0; i < count; i++) {
            shares[i] = Math.exp(shares[i] - most);
            all += shares[i];
        }
        for (int i = 0; i < count; i++) {
            shares[i] /= all;
        }
        return most + Math.log(all) - chosen;
    }

    @Override
    public void derive(double[] weights, double[] gradient, double[] hessian) {
        var parts = new double[choices.size()][];
        workers.forRanges(parts.length, 1, (from, to) -> {
            for (int part = from; part < to; part++) {
                parts[part] = derived(choices.get(part), weights);
            }
        });
        Arrays.fill(hessian, 0);
        for (int j = 0; j < width; j++) {
            gradient[j] = precision * (weights[j] - means[j]);
            hessian[j * width + j] = precision;
        }
        for (var part : parts) {
            for (int j = 0; j < width; j++) {
                gradient[j] += part[j];
            }
            for (int j = 0; j < hessian.length; j++) {
                hessian[j] += part[width + j];
            }
        }
    }

    /// Returns a part's gradient, followed by its Hessian.
    private double[] derived(Choices of, double[] weights) {
        var sums = new double[width + width * width];
        var shares = new double[most(of)];
        var mean = new double[width];
        for (int choice = 0; choice < of.chosen.length; choice++) {
            shares(of, choice, weights, shares);
            int begin = of.offsets[choice];
            float weight = of.weights[choice];
            Arrays.fill(mean, 0);
            for (int i = begin; i < of.offsets[choice + 1]; i++) {
                addSquares(of.rows, i * width, shares[i - begin], weight, mean, sums);
            }
            int hit = of.chosen[choice] < 0 ? -1 : (begin + of.chosen[choice]) * width;
            for (int j = 0; j < width; j++) {
                sums[j] += weight * (mean[j] - (hit < 0 ? 0 : of.rows[hit + j]));
                for (int k = 0; k <= j; k++) {
                    sums[width + j * width + k] -= weight * mean[j] * mean[k];
                }
            }
        }
        return sums;
    }

    private double logWeight(float[] rows, int at, double[] weights) {
        double sum = 0;
        for (int j = 0; j < width; j++) {
            sum += weights[j] * rows[at + j];
        }
        return sum;
    }

    private void addSquares(float[] rows, int at, double share, float weight, double[] mean, double[] sums) {
        for (int j = 0; j < width; j++) {
            double part = share * rows[at + j];
            if (part != 0) {
                mean[j] += part;
                for (int k = 0; k <= j; k++) {
                    sums[width + j * width + k] += weight * part * rows[at + k];
                }
            }
        }
    }
}
