package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.ranking.Explanation;
import dev.kindred.engine.ranking.Explanation.Cause;
import dev.kindred.engine.ranking.Explanation.Influence;
import dev.kindred.engine.ranking.Explanation.Kind;
import dev.kindred.engine.ranking.Explanation.MemberShare;
import dev.kindred.engine.recipe.blend.Blend.Repeats;
import dev.kindred.engine.recipe.member.Attribution;
import dev.kindred.engine.recipe.member.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Attributes the logarithms of the weights of items ([ItemWeights]) to the items of the profile and to other
/// causes. The shares add up to the logarithm of the weight, exact within the precision of floats.
///
/// The score of an item by the blend is a sum over members and items of the profile, with the scales of the
/// members ([Scoring]) taken as given; so is its similarity by metadata, with the length of the content profile
/// taken as given. Of the two, the one that decides the weight is attributed.
///
/// The [Curve] bends the sum. Each term gets the part of the bent value that is proportional to it, which is its
/// Aumann-Shapley value: `x_i · f(s) / s`, the integral of its marginal effect while all terms grow together from
/// 0. (Sundararajan et al., "Axiomatic attribution for deep networks", 2017.)
///
/// What follows the curve is added step by step, and each step is the share of its own kind: the objective, the
/// context, the lower bound of new items, the exclusion of items of the profile. A repeat has the log-odds by the
/// [RepeatModel][dev.kindred.engine.recipe.repeat.RepeatModel], which is the share of the item itself; the
/// intercept and the weight of all new items are the share [Kind#REPEATS].
final class WeightAttribution {

    static final String REPEATS = "repeats";
    static final String METADATA = "metadata";

    private final Ranking.Parts parts;
    private final Scoring scoring;
    private final Profile profile;
    private final ItemWeights weights;
    private final Curve curve;
    private final String[] columns; // the members, and those of this class
    private final int[] places; // in the profile, of the places in the scoring's profile

    WeightAttribution(Ranking.Parts parts, Scoring scoring, Profile profile, ItemWeights weights) {
        this.parts = parts;
        this.scoring = scoring;
        this.profile = profile;
        this.weights = weights;
        this.curve = parts.blend().curve();
        this.columns = new String[scoring.memberCount() + 2];
        for (int m = 0; m < scoring.memberCount(); m++) {
            columns[m] = scoring.memberName(m);
        }
        columns[metadata()] = METADATA;
        columns[repeats()] = REPEATS;
        this.places = new int[scoring.profile().size()];
        for (int place = 0; place < places.length; place++) {
            places[place] = places.length == profile.size()
                    ? place
                    : profile.place(scoring.profile().items()[place]);
        }
    }

    private int metadata() {
        return columns.length - 2;
    }

    private int repeats() {
        return columns.length - 1;
    }

    /// The terms of a sum, by the place in the profile and the member.
    private final class Terms {

        private final double[] amounts = new double[profile.size() * columns.length];
        private final double[] sums = new double[profile.size()];
        private final long[] order = new long[profile.size()];

        void clear() {
            Arrays.fill(amounts, 0);
        }

        void add(int place, int column, double amount) {
            amounts[place * columns.length + column] += amount;
        }

        void scale(double factor) {
            for (int i = 0; i < amounts.length; i++) {
                amounts[i] *= factor;
            }
        }

        /// Returns the explanation with the largest causes. The sum of the others is added to the influences.
        Explanation explanation(double score, List<Influence> influences, int most) {
            int count = 0;
            for (int place = 0; place < sums.length; place++) {
                double sum = 0;
                for (int column = 0; column < columns.length; column++) {
                    sum += amounts[place * columns.length + column];
                }
                sums[place] = sum;
                if (sum != 0) {
                    order[count++] = (long) Float.floatToIntBits((float) -Math.abs(sum)) << 32 | place;
                }
            }
            Arrays.sort(order, 0, count); // the bits of negative floats rise with their absolute values
            var causes = new ArrayList<Cause>(Math.min(most, count));
            double rest = 0;
            for (int i = count - 1; i >= 0; i--) {
                int place = (int) order[i];
                if (causes.size() < most) {
                    causes.add(cause(place));
                } else {
                    rest += sums[place];
                }
            }
            WeightAttribution.add(influences, Kind.MORE_ITEMS, rest);
            return new Explanation(score, causes, influences);
        }

        private Cause cause(int place) {
            var shares = new ArrayList<MemberShare>(columns.length);
            for (int column = 0; column < columns.length; column++) {
                double amount = amounts[place * columns.length + column];
                if (amount != 0) {
                    shares.add(new MemberShare(columns[column], amount));
                }
            }
            return new Cause(profile.items()[place], sums[place], shares);
        }
    }

    /// Returns the explanations of items.
    ///
    /// @param masses the sums of weights at the ranking
    /// @param most the maximum number of causes of each
    List<Explanation> of(int[] items, Masses masses, int most) {
        var known = Arrays.stream(items)
                .filter(item -> item < parts.blend().itemCount())
                .toArray();
        var members = new @Nullable Attribution[scoring.memberCount()];
        for (int m = 0; m < members.length; m++) {
            if (scoring.factorOf(m) != 0) {
                members[m] = scoring.attribute(m, known);
            }
        }
        var scores = weights.ofBlend(items);
        var terms = new Terms();
        var explanations = new ArrayList<Explanation>(items.length);
        for (int i = 0; i < items.length; i++) {
            terms.clear();
            for (int m = 0; m < members.length; m++) {
                var attribution = members[m];
                if (attribution != null) {
                    add(attribution, items[i], m, terms);
                }
            }
            boolean isSeen = weights.isSeen(items[i]);
            explanations.add(
                    isSeen && parts.blend().repeats() instanceof Repeats.ByChance of
                            ? repeat(items[i], scores[i], terms, of, masses, most)
                            : plain(items[i], scores[i], terms, isSeen, most));
        }
        return explanations;
    }

    /// The sums of weights that the weights of repeats depend on.
    ///
    /// @param ofNew of all new items
    /// @param ofPool the same with weights of 1 outside of the pool
    record Masses(double ofNew, double ofPool) {}

    private void add(Attribution attribution, int item, int member, Terms terms) {
        int at = attribution.find(item);
        for (int place = 0; at >= 0 && place < places.length; place++) {
            terms.add(places[place], member, scoring.factorOf(member) * attribution.amount(at, place));
        }
    }

    private Explanation plain(int item, float ofBlend, Terms terms, boolean isSeen, int most) {
        var influences = new ArrayList<Influence>();
        double score = ofBlend;
        double likeness = weights.likenessScore(item);
        if (likeness > score) {
            score = likeness;
            terms.clear();
            for (int place = 0; place < profile.size(); place++) {
                terms.add(place, metadata(), weights.likenessScore(item, place));
            }
        }
        double bonus = 0;
        if (isSeen && parts.blend().repeats() instanceof Repeats.Bonus of) {
            bonus = of.bonus() * profile.repeatStrength(item);
            terms.add(profile.place(item), repeats(), bonus);
        }
        double logWeight = curve.logWeight(score + bonus);
        terms.scale(slope(score + bonus, logWeight));
        double multiplied = curve.logWeight(score * multiplier(item) + bonus);
        add(influences, Kind.OBJECTIVE, multiplied - logWeight);
        add(influences, Kind.CONTEXT, weights.lift(item));
        double lifted = multiplied + weights.lift(item);
        double bounded = weights.bounded(lifted);
        add(influences, Kind.FLOOR, bounded - lifted);
        double result = isSeen && weights.excludesSeen() ? ItemWeights.excluded(bounded) : bounded;
        add(influences, Kind.SEEN, result - bounded);
        return terms.explanation(result, influences, most);
    }

    private Explanation repeat(int item, float ofBlend, Terms terms, Repeats.ByChance of, Masses masses, int most) {
        var influences = new ArrayList<Influence>();
        int place = profile.place(item);
        boolean isLast = of.model().isOrdered() && place == 0;
        double byBlend = curve.logWeight(ofBlend);
        double blendWeight = of.balance().ofBlend(isLast);
        double habit = of.balance().ofHabit() * weights.odds(of, place);
        terms.scale(blendWeight * slope(ofBlend, byBlend));
        terms.add(place, repeats(), habit);
        double logWeight = weights.ofRepeat(of, place, byBlend, masses.ofNew(), masses.ofPool());
        add(influences, Kind.REPEATS, logWeight - habit - blendWeight * byBlend);
        double multiplied = parts.objectiveMultipliers().length == 0 ? logWeight : weights.multiplied(item, logWeight);
        add(influences, Kind.OBJECTIVE, multiplied - logWeight);
        add(influences, Kind.CONTEXT, weights.lift(item));
        return terms.explanation(multiplied + weights.lift(item), influences, most);
    }

    /// Returns the factor from a term of a sum to its share of the bent sum.
    private double slope(double sum, double bent) {
        return Math.abs(sum) < 1e-9 ? curve.inverseTemperature() : bent / sum;
    }

    private double multiplier(int item) {
        return parts.objectiveMultipliers().length == 0 ? 1 : parts.objectiveMultipliers()[item];
    }

    private static void add(List<Influence> influences, Kind kind, double share) {
        if (share != 0) {
            influences.add(new Influence(kind, share));
        }
    }
}
