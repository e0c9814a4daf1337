package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.recipe.Workers;
import dev.kindred.engine.recipe.member.Comparison;
import dev.kindred.engine.recipe.member.HeldOutUser;
import dev.kindred.engine.recipe.member.Member;
import dev.kindred.engine.recipe.member.Profile;
import java.util.List;

/// Fits a [Curve] on a hold-out by maximum likelihood of the held-out new items. For each of a few knees, Newton's
/// method finds the inverse temperature, in which the log-likelihood is concave.
final class CurveSearch {

    /// The knees that are tried, as shares of the mean of a user's best scores. Taste: powers of 4, and none.
    private static final double[] KNEES = {1.0 / 64, 1.0 / 16, 1.0 / 4, 1, 4, Double.POSITIVE_INFINITY};

    /// Two parameters need no more users. Taste.
    private static final int MOST_USERS = 2000;

    /// A bound on Newton's steps, and the gain in log-likelihood that ends them. Taste.
    private static final int MOST_STEPS = 25;

    /// A smaller gain of the objective ends the search. Taste.
    private static final double ENOUGH = 1e-6;

    /// The greatest logarithm of the weight of a score that is the mean of a user's best ones. Taste: it bounds
    /// the fit where few users determine nothing.
    private static final double MOST_LOG_WEIGHT = 20;

    private final float[][] scores; // of each user's pool
    private final boolean[][] isHit; // whether each is held out
    private final int[] wanted; // the number of held-out new items
    private final int itemCount;
    private final double scale;
    private final Workers workers;

    /// @param users of a hold-out
    /// @param popular every item once
    CurveSearch(
            List<Member> members,
            float[] weights,
            double recency,
            HeldOutUser[] users,
            int[] popular,
            Workers workers) {
        int step = Math.max(1, (users.length + MOST_USERS - 1) / MOST_USERS);
        int count = (users.length + step - 1) / step;
        this.scores = new float[count][];
        this.isHit = new boolean[count][];
        this.wanted = new int[count];
        this.itemCount = popular.length;
        this.workers = workers;
        double sum = 0;
        for (float weight : weights) {
            sum += weight;
        }
        this.scale = sum;
        workers.forRanges(count, 64, (from, to) -> {
            var scoring = new Scoring(members, weights, popular, false);
            for (int u = from; u < to; u++) {
                var user = users[u * step];
                scoring.start(Profile.of(user.history(), recency));
                scores[u] = scoring.poolScores().clone();
                isHit[u] = new boolean[scores[u].length];
                for (int i = 0; i < isHit[u].length; i++) {
                    isHit[u][i] = user.has(scoring.pool()[i]);
                }
                wanted[u] = user.newCount();
            }
        });
    }

    /// Returns the fitted curve, or a plain softmax without data.
    Curve best() {
        var best = Curve.softmax(1);
        if (scores.length == 0) {
            return best;
        }
        double most = Double.NEGATIVE_INFINITY;
        for (double share : KNEES) {
            double knee = share * scale;
            var bent = bent(knee);
            var fitted = fitted(bent, MOST_LOG_WEIGHT / Curve.bent(scale, knee));
            if (fitted.value > most) {
                most = fitted.value;
                best = new Curve((float) fitted.inverseTemperature, (float) knee);
            }
        }
        return best;
    }

    private float[][] bent(double knee) {
        var bent = new float[scores.length][];
        workers.forRanges(scores.length, 64, (from, to) -> {
            for (int u = from; u < to; u++) {
                bent[u] = new float[scores[u].length];
                for (int i = 0; i < bent[u].length; i++) {
                    bent[u][i] = (float) Curve.bent(scores[u][i], knee);
                }
            }
        });
        return bent;
    }

    /// The log-likelihood of the held-out items at an inverse temperature.
    ///
    /// @param value the mean log-likelihood of a new item
    /// @param slope its derivative
    /// @param curvature minus its second derivative
    private record Likelihood(double inverseTemperature, double value, double slope, double curvature) {}

    private Likelihood fitted(float[][] bent, double bound) {
        var best = likelihood(bent, bound / MOST_LOG_WEIGHT);
        double step = newton(best);
        for (int i = 0; i < MOST_STEPS; i++) {
            var next = likelihood(bent, Math.min(bound, best.inverseTemperature + step));
            if (next.value < best.value) {
                step /= 2;
                continue;
            }
            boolean isEnough = next.value - best.value < ENOUGH;
            best = next;
            step = newton(best);
            if (isEnough) {
                break;
            }
        }
        return best;
    }

    private static double newton(Likelihood at) {
        double step = at.slope / Math.max(1e-12, at.curvature);
        return Math.clamp(step, -at.inverseTemperature / 2, 2 * at.inverseTemperature);
    }

    private Likelihood likelihood(float[][] bent, double inverseTemperature) {
        var sums = new double[3][bent.length];
        workers.forRanges(bent.length, 64, (from, to) -> {
            for (int u = from; u < to; u++) {
                add(bent[u], u, inverseTemperature, sums);
            }
        });
        return new Likelihood(
                inverseTemperature, Comparison.mean(sums[0]), Comparison.mean(sums[1]), Comparison.mean(sums[2]));
    }

    /// Adds the terms of a user. Items outside of the pool have a score of 0, as in an answer.
    private void add(float[] bent, int user, double inverseTemperature, double[][] sums) {
        double mass = itemCount - bent.length;
        double mean = 0;
        double squares = 0;
        double found = 0;
        for (int i = 0; i < bent.length; i++) {
            double weight = Math.exp(inverseTemperature * bent[i]);
            mass += weight;
            mean += weight * bent[i];
            squares += weight * bent[i] * bent[i];
            found += isHit[user][i] ? bent[i] : 0;
        }
        if (wanted[user] > 0 && mass > 0) {
            mean /= mass;
            sums[0][user] = inverseTemperature * found / wanted[user] - Math.log(mass);
            sums[1][user] = found / wanted[user] - mean;
            sums[2][user] = squares / mass - mean * mean;
        }
    }
}
