package dev.kindred.engine.recipe.factor;

import dev.kindred.engine.data.InteractionMatrix;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.member.Comparison;
import dev.kindred.engine.recipe.member.HeldOutUser;
import dev.kindred.engine.recipe.member.Profile;
import java.util.Arrays;

/// Selects on a hold-out the weight of unobserved pairs, and then the regularization, each by hill climbing from
/// an adequate value. It compares small models, with few factors and some of the users, because their best
/// settings also hold for larger models.
final class FactorSearch {

    /// The candidate weights of unobserved pairs, and the initial index. Taste.
    private static final double[] UNOBSERVED = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1};
    private static final int FAIR_UNOBSERVED = 3;

    /// The candidate regularizations, and the initial index. Taste.
    private static final double[] REGULARIZATION = {0.0003, 0.001, 0.003, 0.01, 0.03};
    private static final int FAIR_REGULARIZATION = 2;

    /// The rank, iterations, pairs and users of the compared models, smaller than the final one. Taste.
    private static final int RANK = 32;
    private static final int ITERATIONS = 4;
    private static final int MOST_PAIRS = 2_000_000;
    private static final int USERS = 1000;
    private static final int USERS_AT_ONCE = 128;

    private final InteractionMatrix byUser;
    private final HeldOutUser[] users;
    private final TrainingContext context;

    private FactorSearch(InteractionMatrix byUser, HeldOutUser[] users, TrainingContext context) {
        this.byUser = byUser;
        this.users = users;
        this.context = context;
    }

    /// Returns settings for that rank.
    static AlsSettings search(InteractionMatrix byUser, int rank, HeldOutUser[] users, TrainingContext context) {
        var search = new FactorSearch(part(byUser), some(users), context);
        var small = AlsSettings.ofRank(RANK).withIterations(ITERATIONS);
        double regularization = REGULARIZATION[FAIR_REGULARIZATION];
        var byUnobserved = new double[UNOBSERVED.length];
        int unobserved = climb(
                byUnobserved,
                FAIR_UNOBSERVED,
                i -> search.gain(small.withUnobservedWeight(UNOBSERVED[i]).withRegularization(regularization, 1)));
        var chosen = small.withUnobservedWeight(UNOBSERVED[unobserved]);
        var byRegularization = new double[REGULARIZATION.length];
        byRegularization[FAIR_REGULARIZATION] = byUnobserved[unobserved];
        int best = climb(
                byRegularization,
                FAIR_REGULARIZATION,
                i -> search.gain(chosen.withRegularization(REGULARIZATION[i], 1)));
        return AlsSettings.ofRank(rank)
                .withUnobservedWeight(UNOBSERVED[unobserved])
                .withRegularization(REGULARIZATION[best], 1);
    }

    /// Measures the value at an index of a list.
    @FunctionalInterface
    private interface Trial {
        double gain(int place);
    }

    /// Returns the index of the best value that is reachable from `start` by hill climbing.
    ///
    /// @param known the known gains, 0 at the other indices
    private static int climb(double[] known, int start, Trial trial) {
        int best = start;
        known[start] = known[start] > 0 ? known[start] : trial.gain(start);
        for (int direction = -1; direction <= 1; direction += 2) {
            int next = best + direction;
            while (next >= 0 && next < known.length) {
                known[next] = known[next] > 0 ? known[next] : trial.gain(next);
                if (known[next] <= known[best]) {
                    break;
                }
                best = next;
                next += direction;
            }
            if (best != start) {
                break; // the gain is unimodal
            }
        }
        return best;
    }

    private double gain(AlsSettings settings) {
        var trained = ImplicitAls.train(byUser, settings, context);
        var factors = FoldInFactors.of(trained);
        var gains = new double[users.length];
        context.workers().forRanges(users.length, USERS_AT_ONCE, (from, to) -> {
            var vectors = new float[to - from][];
            var seen = new int[to - from][];
            for (int u = from; u < to; u++) {
                var profile = Profile.of(users[u].history(), 0);
                vectors[u - from] = factors.vector(profile);
                seen[u - from] = Arrays.stream(profile.items()).sorted().toArray();
            }
            var best = new BatchRanking(trained.items(), settings.rank(), HeldOutUser.DEPTH).best(vectors, seen);
            for (int u = from; u < to; u++) {
                var user = users[u];
                var ranked = best[u - from];
                gains[u] = HeldOutUser.gain(place -> user.has(ranked[place]), ranked.length, user.newCount());
            }
        });
        return Comparison.mean(gains);
    }

    /// Returns the rows of every n-th user, so that the number of pairs is bounded.
    private static InteractionMatrix part(InteractionMatrix all) {
        int step = Math.max(1, (all.size() + MOST_PAIRS - 1) / MOST_PAIRS);
        if (step == 1) {
            return all;
        }
        int rows = (all.rowCount() + step - 1) / step;
        var offsets = new int[rows + 1];
        for (int row = 0; row < rows; row++) {
            offsets[row + 1] = offsets[row] + all.to(row * step) - all.from(row * step);
        }
        var columns = new int[offsets[rows]];
        var values = new float[all.values().length == 0 ? 0 : columns.length];
        for (int row = 0; row < rows; row++) {
            int from = all.from(row * step);
            int length = offsets[row + 1] - offsets[row];
            System.arraycopy(all.columns(), from, columns, offsets[row], length);
            if (values.length > 0) {
                System.arraycopy(all.values(), from, values, offsets[row], length);
            }
        }
        return new InteractionMatrix(all.columnCount(), offsets, columns, values);
    }

    private static HeldOutUser[] some(HeldOutUser[] users) {
        int step = Math.max(1, users.length / USERS);
        var some = new HeldOutUser[Math.min(USERS, users.length)];
        Arrays.setAll(some, i -> users[i * step]);
        return some;
    }
}
