package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.recipe.Workers;
import dev.kindred.engine.recipe.member.Comparison;
import dev.kindred.engine.recipe.member.HeldOutUser;
import dev.kindred.engine.recipe.member.Member;
import dev.kindred.engine.recipe.member.Profile;
import dev.kindred.kernels.TopK;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;

/// Selects on a hold-out the weights of the members of a blend, and the discount of older events.
///
/// A free search overfits the hold-out. Therefore all weights start equal. A weight changes only if the mean
/// gain of the users is significant (see [Comparison]), and then only as far as needed for about the same gain.
final class WeightSearch {

    private static final System.Logger LOG = System.getLogger(WeightSearch.class.getName());

    /// The candidate weights, as multiples of the initial ones. Taste.
    private static final float[] STEPS = {0, 0.25f, 0.5f, 0.75f, 1, 1.5f, 2, 3, 4};

    /// The rounds over all members. Taste.
    private static final int ROUNDS = 2;

    /// The number of items of a user that are kept: the best by the sum of all members, and the best of each
    /// member. Taste: well above [HeldOutUser#DEPTH], so that the best items under other weights are among them.
    private static final int KEPT = 200;

    /// The candidates of a member in the search for weights: twice the longest default answer (25).
    private static final int KEPT_OF_A_MEMBER = 50;

    /// The candidate discounts, ascending. Taste.
    private static final double[] RECENCY = {0, 0.15, 0.3, 0.5, 0.8, 1.2};

    /// Number of users for selecting the discount: each value requires new scores. Taste.
    private static final int RECENCY_USERS = 1000;

    private final List<Member> members;
    private final HeldOutUser[] users;
    private final int[] popular;
    private final Workers workers;
    private final float[] start;

    WeightSearch(List<Member> members, HeldOutUser[] users, int[] popular, Workers workers) {
        this.members = members;
        this.users = users;
        this.popular = popular;
        this.workers = workers;
        this.start = start(members);
    }

    /// Returns the initial weights. If there are sequential members, the others together start with half the
    /// weight of one of them.
    private static float[] start(List<Member> members) {
        var isSequential = new boolean[members.size()];
        int others = 0;
        for (int m = 0; m < isSequential.length; m++) {
            isSequential[m] = MemberTrainers.named(members.get(m).name()).isSequential();
            others += isSequential[m] ? 0 : 1;
        }
        var start = new float[members.size()];
        for (int m = 0; m < start.length; m++) {
            boolean isOneOfMany = others < start.length && !isSequential[m];
            start[m] = isOneOfMany ? 0.5f / others : 1;
        }
        return start;
    }

    /// A user's best items with each member's scores, normalized as [Scoring] does.
    private record Scored(int[] items, float[][] scores, boolean[] isHit, int relevant) {}

    /// Returns the exponent of the discount of older events, see [Profile].
    double recency() {
        int count = Math.min(RECENCY_USERS, users.length);
        var few = Arrays.copyOf(users, count);
        double best = RECENCY[0];
        var equal = start.clone();
        var bestGains = gains(score(few, best), equal);
        for (int i = 1; i < RECENCY.length; i++) {
            var gains = gains(score(few, RECENCY[i]), equal);
            if (Comparison.of(gains, bestGains).isClear()) {
                best = RECENCY[i];
                bestGains = gains;
            }
        }
        return best;
    }

    /// Returns the weights of the members.
    float[] weights(double recency) {
        var scored = score(users, recency);
        var weights = start.clone();
        var gains = gains(scored, weights);
        for (int m = 0; m < weights.length; m++) {
            var alone = new float[weights.length];
            alone[m] = 1;
            LOG.log(Level.DEBUG, "{0} alone: {1}", members.get(m).name(), Comparison.mean(gains(scored, alone)));
        }
        LOG.log(Level.DEBUG, "before: {0}", Comparison.mean(gains));
        for (int round = 0; round < ROUNDS; round++) {
            for (int m = 0; m < weights.length; m++) {
                var next = step(scored, weights, gains, m);
                if (next != weights[m]) {
                    weights[m] = next;
                    gains = gains(scored, weights);
                }
            }
        }
        LOG.log(Level.DEBUG, "weights {0}: {1}", Arrays.toString(weights), Comparison.mean(gains));
        return weights;
    }

    /// Returns the weight for member `m` with the other weights fixed: of the values that are not significantly
    /// worse than the best one, the nearest to the current one.
    private float step(Scored[] scored, float[] weights, double[] gains, int m) {
        var all = new double[STEPS.length][];
        int best = -1;
        for (int i = 0; i < STEPS.length; i++) {
            var changed = weights.clone();
            changed[m] = STEPS[i] * start[m];
            all[i] = isAllZero(changed) ? new double[gains.length] : gains(scored, changed);
            if (best < 0 || Comparison.mean(all[i]) > Comparison.mean(all[best])) {
                best = i;
            }
        }
        if (!Comparison.of(all[best], gains).isClear()) {
            return weights[m];
        }
        int nearest = best;
        for (int i = 0; i < STEPS.length; i++) {
            float now = weights[m] / start[m];
            boolean isNearer = Math.abs(STEPS[i] - now) < Math.abs(STEPS[nearest] - now);
            boolean isAsGood = !Comparison.of(all[best], all[i]).isClear();
            if (isNearer && isAsGood && Comparison.of(all[i], gains).mean() > 0) {
                nearest = i;
            }
        }
        return STEPS[nearest] * start[m];
    }

    private static boolean isAllZero(float[] weights) {
        for (float weight : weights) {
            if (weight != 0) {
                return false;
            }
        }
        return true;
    }

    private Scored[] score(HeldOutUser[] of, double recency) {
        var scored = new Scored[of.length];
        workers.forRanges(of.length, 64, (from, to) -> {
            var scoring = new Scoring(members, start.clone(), popular, false);
            for (int i = from; i < to; i++) {
                scoring.start(Profile.of(of[i].history(), recency));
                scored[i] = best(scoring, of[i]);
            }
        });
        return scored;
    }

    private Scored best(Scoring scoring, HeldOutUser user) {
        var pool = scoring.pool();
        var scores = new float[members.size()][pool.length];
        var sums = new float[pool.length];
        for (int m = 0; m < scores.length; m++) {
            var ofPool = scoring.poolScores(m);
            for (int i = 0; i < pool.length; i++) {
                scores[m][i] = scoring.factorOf(m) * ofPool[i];
                sums[i] += scores[m][i];
            }
        }
        var isKept = new boolean[pool.length];
        keep(sums, KEPT, isKept);
        for (var memberScores : scores) {
            keep(memberScores, KEPT_OF_A_MEMBER, isKept);
        }
        int count = 0;
        for (boolean is : isKept) {
            count += is ? 1 : 0;
        }
        var items = new int[count];
        var kept = new float[scores.length][count];
        var isHit = new boolean[count];
        int next = 0;
        for (int i = 0; i < pool.length; i++) {
            if (isKept[i]) {
                items[next] = pool[i];
                isHit[next] = user.has(pool[i]);
                for (int m = 0; m < scores.length; m++) {
                    kept[m][next] = scores[m][i];
                }
                next++;
            }
        }
        return new Scored(items, kept, isHit, user.newCount());
    }

    private static void keep(float[] scores, int count, boolean[] isKept) {
        var top = new TopK(Math.min(count, scores.length));
        top.offerAll(scores, 0, scores.length, 0);
        var places = new int[top.size()];
        top.drain(places, new float[places.length]);
        for (int place : places) {
            isKept[place] = true;
        }
    }

    private double[] gains(Scored[] scored, float[] weights) {
        var gains = new double[scored.length];
        workers.forRanges(scored.length, 64, (from, to) -> {
            var top = new TopK(HeldOutUser.DEPTH);
            var ranked = new int[HeldOutUser.DEPTH];
            var best = new float[HeldOutUser.DEPTH];
            for (int u = from; u < to; u++) {
                var of = scored[u];
                for (int i = 0; i < of.items().length; i++) {
                    float score = 0;
                    for (int m = 0; m < weights.length; m++) {
                        score += weights[m] * of.scores()[m][i];
                    }
                    top.offer(i, score);
                }
                int count = top.drain(ranked, best);
                gains[u] = HeldOutUser.gain(place -> of.isHit()[ranked[place]], count, of.relevant());
            }
        });
        return gains;
    }
}
