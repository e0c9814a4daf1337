package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.recipe.Workers;
import dev.kindred.engine.recipe.member.HeldOutUser;
import dev.kindred.engine.recipe.member.Member;
import dev.kindred.engine.recipe.member.Profile;
import dev.kindred.engine.recipe.repeat.ConditionalLogit;
import dev.kindred.engine.recipe.repeat.RepeatModel;
import java.util.Arrays;
import java.util.List;

/// The combination of two predictors of a repeat: the user's habit by the [RepeatModel], and the blend's score,
/// because a routine can lead back to an item of the history.
///
/// The log-odds of an item of the history against all new items together is a linear function with these
/// weights: an intercept for the last item, one for any other item; the log-odds by the [RepeatModel]; the
/// logarithm of its weight by the blend ([Curve]) for the last item, the same for any other item; and minus the
/// logarithm of the mean weight of new items. Without data it is the log-odds by the [RepeatModel].
///
/// It is fitted on a hold-out by a [ConditionalLogit]. Users that were not in the members' training weigh up to
/// as much as the others, because members overrate items that known users had together. The two intercepts are
/// then recomputed such that the mean probability of repeats over the hold-out is that of the [RepeatModel],
/// which is fitted on all events.
///
/// @param weights an array of length [#WIDTH]
@SuppressWarnings("ArrayRecordComponent") // never compared
record Balance(float[] weights) {

    static final int WIDTH = 6;

    private static final double[] HABIT_ALONE = {0, 0, 1, 0, 0, 0};

    /// The precision of the normal prior of a weight. Taste.
    private static final double PRECISION = 1;
    private static final int USERS_AT_ONCE = 64;

    /// Maximum weight of a user who is unknown to the members, so that a few users do not dominate. Taste.
    private static final double MOST = 3;

    /// Newton's method converges in fewer; the bound ends a search that does not. Taste.
    private static final int ROUNDS = 30;

    /// Returns the balance that uses the repeat model only.
    static Balance ofHabitAlone() {
        return new Balance(floats(HABIT_ALONE));
    }

    private static float[] floats(double[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /// Returns the log-odds of an item of a history against all new items together.
    ///
    /// @param isLast whether it is the most recent item, if the order is known
    /// @param odds the log-odds by the model of repeats
    /// @param logWeight the logarithm of its weight by the blend
    /// @param ofNew the logarithm of the mean weight of the new items
    double logOdds(boolean isLast, double odds, double logWeight, double ofNew) {
        return weights[isLast ? 0 : 1] + weights[2] * odds + weights[isLast ? 3 : 4] * logWeight - weights[5] * ofNew;
    }

    /// The weight of the log-odds by the model of repeats.
    float ofHabit() {
        return weights[2];
    }

    /// The weight of the logarithm of an item's weight by the blend.
    float ofBlend(boolean isLast) {
        return weights[isLast ? 3 : 4];
    }

    /// Fits the balance on a hold-out.
    ///
    /// @param users users with at least one earlier event
    /// @param isUnknown which of them the members were not trained on
    static Balance learn(
            List<Member> members,
            float[] weights,
            double recency,
            Curve curve,
            RepeatModel repeats,
            HeldOutUser[] users,
            boolean[] isUnknown,
            int[] popular,
            Workers workers) {
        int unknown = 0;
        for (boolean is : isUnknown) {
            unknown += is ? 1 : 0;
        }
        float ofUnknown = (float) Math.clamp((users.length - unknown) / Math.max(1.0, unknown), 1, MOST);
        var parts = new ConditionalLogit.Choices[(users.length + USERS_AT_ONCE - 1) / USERS_AT_ONCE];
        workers.forRanges(users.length, USERS_AT_ONCE, (from, to) -> {
            var scoring = new Scoring(members, weights, popular, false);
            var examples = new Examples();
            for (int u = from; u < to; u++) {
                var profile = Profile.of(users[u].history(), recency);
                if (profile.size() > 0) {
                    scoring.start(profile);
                    examples.add(users[u], profile, scoring, curve, repeats, isUnknown[u] ? ofUnknown : 1);
                }
            }
            parts[from / USERS_AT_ONCE] = examples.choices();
        });
        var fitted = ConditionalLogit.fit(List.of(parts), HABIT_ALONE, PRECISION, workers);
        var wanted = chances(parts, HABIT_ALONE);
        for (int round = 0; round < ROUNDS; round++) {
            var now = chances(parts, fitted);
            for (int kind = 0; kind < 2; kind++) {
                fitted[kind] += now[kind] > 0 ? Math.log(wanted[kind] / now[kind]) : 0;
            }
        }
        return new Balance(floats(fitted));
    }

    /// Returns the summed probabilities, over all examples, of the most recent item and of any other.
    private static double[] chances(ConditionalLogit.Choices[] parts, double[] weights) {
        var sums = new double[2];
        for (var part : parts) {
            for (int choice = 0; choice < part.chosen().length; choice++) {
                var ofKind = new double[2];
                for (int i = part.offsets()[choice]; i < part.offsets()[choice + 1]; i++) {
                    double logOdds = 0;
                    for (int j = 0; j < WIDTH; j++) {
                        logOdds += weights[j] * part.rows()[i * WIDTH + j];
                    }
                    ofKind[part.rows()[i * WIDTH] > 0 ? 0 : 1] += Math.exp(logOdds);
                }
                double all = 1 + ofKind[0] + ofKind[1];
                for (int kind = 0; kind < 2; kind++) {
                    sums[kind] += part.weights()[choice] * ofKind[kind] / all;
                }
            }
        }
        return sums;
    }

    /// Returns the logarithm of the mean weight of new items; items without a score have weight 1.
    static double logMean(double mass, int itemCount) {
        return Math.log(Math.max(1e-9, mass / Math.max(1, itemCount)));
    }

    /// Collects the examples of users.
    private static final class Examples {

        private float[] rows = new float[0];
        private int[] offsets = new int[1];
        private int[] chosen = new int[0];
        private float[] weights = new float[0];
        private int count;

        void add(HeldOutUser user, Profile profile, Scoring scoring, Curve curve, RepeatModel repeats, float weight) {
            var odds = repeats.logOdds(profile.items(), profile.history());
            var scores = scoring.scores(profile.items());
            double mass = scoring.itemCount() - scoring.pool().length - profile.size();
            for (float score : scoring.poolScores()) {
                mass += Math.exp(curve.logWeight(score));
            }
            float ofNew = (float) logMean(mass, scoring.itemCount());
            var ofUser = new float[profile.size() * WIDTH];
            for (int place = 0; place < profile.size(); place++) {
                int at = place * WIDTH;
                int kind = repeats.isOrdered() && place == 0 ? 0 : 1;
                ofUser[at + kind] = 1;
                ofUser[at + 2] = odds[place];
                ofUser[at + 3 + kind] = (float) curve.logWeight(scores[place]);
                ofUser[at + 5] = -ofNew;
            }
            for (int item : user.items()) {
                add(ofUser, profile.place(item), weight / user.items().length);
            }
        }

        private void add(float[] ofUser, int place, float weight) {
            if (count == chosen.length) {
                offsets = Arrays.copyOf(offsets, 2 * count + 65);
                chosen = Arrays.copyOf(chosen, 2 * count + 64);
                weights = Arrays.copyOf(weights, 2 * count + 64);
            }
            int begin = offsets[count] * WIDTH;
            if (rows.length < begin + ofUser.length) {
                rows = Arrays.copyOf(rows, 2 * (begin + ofUser.length));
            }
            System.arraycopy(ofUser, 0, rows, begin, ofUser.length);
            chosen[count] = place;
            weights[count] = weight;
            offsets[++count] = (begin + ofUser.length) / WIDTH;
        }

        ConditionalLogit.Choices choices() {
            return new ConditionalLogit.Choices(
                    rows, Arrays.copyOf(offsets, count + 1), Arrays.copyOf(chosen, count), weights);
        }
    }
}
