package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.recipe.blend.Blend.Repeats;
import dev.kindred.engine.recipe.blend.ItemAttributes.ContentProfile;
import dev.kindred.engine.recipe.member.Profile;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The weights of items for one query: the blend's scores, adjusted for metadata and the objective, on the
/// [Curve], times the lift of the query's context. It belongs to one thread.
final class ItemWeights {

    /// The weight of an excluded item is less than this, and that of any other item more than twice as much; an
    /// item without a score weighs 1. Taste: it is small beside the smallest catalog, and its shares do not round
    /// to 0.
    private static final double EXCLUDED_WEIGHT = 0.001;

    /// The score of maximum similarity by metadata: somewhat below that of the user's best items. Taste.
    private static final double LIKENESS_WEIGHT = 0.8;

    private final Ranking.Parts parts;
    private final Blend blend;
    private final boolean excludesSeen;
    private final Scoring scoring;
    private final Profile profile;
    private final Map<Integer, Float> lifts; // of the query's context
    private float @Nullable [] odds; // of the profile's items, computed on first use
    private @Nullable ContentProfile contentProfile; // computed on first use

    ItemWeights(Ranking.Parts parts, Scoring scoring, Profile profile, Query query) {
        this.parts = parts;
        this.blend = parts.blend();
        this.excludesSeen = blend.repeats() instanceof Repeats.Excluded;
        this.scoring = scoring;
        this.profile = profile;
        this.lifts = parts.metadata().contexts().of(query.context());
    }

    /// Whether items of the profile rank last.
    boolean excludesSeen() {
        return excludesSeen;
    }

    boolean hasLifts() {
        return !lifts.isEmpty();
    }

    boolean isSeen(int item) {
        return item < blend.itemCount() ? scoring.isSeen(item) : profile.has(item);
    }

    boolean isInPool(int item) {
        return item < blend.itemCount() && scoring.isInPool(item);
    }

    /// Returns the scores of items.
    float[] scores(int[] items) {
        var scores = ofBlend(items);
        for (int i = 0; i < items.length; i++) {
            scores[i] = adjusted(items[i], scores[i]);
        }
        return scores;
    }

    /// Returns the logarithms of the weights of new items.
    float[] logWeights(int[] items) {
        var logWeights = scores(items);
        for (int i = 0; i < items.length; i++) {
            logWeights[i] = logWeight(items[i], logWeights[i]);
        }
        return logWeights;
    }

    /// Returns the logarithm of the weight of an item of the pool.
    ///
    /// @param score by the blend
    float ofPool(int item, float score) {
        return logWeight(item, adjusted(item, score));
    }

    /// Returns a value by which new items are preselected.
    ///
    /// @param score by the blend's sparse parts
    float preliminary(int item, float score) {
        return lifts.isEmpty() ? score : (float) blend.curve().logWeight(score) + lift(item);
    }

    /// Returns the logarithms of the weights of items of the profile.
    ///
    /// @param newMass the sum of the weights of all new items
    /// @param poolMass the same with weights of 1 outside of the pool
    float[] ofSeen(int[] items, double newMass, double poolMass) {
        return switch (blend.repeats()) {
            case Repeats.Excluded _ -> excluded(items);
            case Repeats.Bonus of -> withBonus(items, of.bonus());
            case Repeats.ByChance of -> byChance(items, of, newMass, poolMass);
        };
    }

    private float[] excluded(int[] items) {
        var logWeights = logWeights(items);
        for (int i = 0; i < items.length; i++) {
            logWeights[i] = (float) excluded(logWeights[i]);
        }
        return logWeights;
    }

    /// Returns the logarithm of the weight of an excluded item.
    ///
    /// @param logWeight that of a new item with its score
    static double excluded(double logWeight) {
        return Math.log(EXCLUDED_WEIGHT) - Math.log1p(Math.exp(-logWeight));
    }

    private float[] withBonus(int[] items, double bonus) {
        var scores = scores(items);
        for (int i = 0; i < items.length; i++) {
            scores[i] += (float) (bonus * profile.repeatStrength(items[i]));
            scores[i] = logWeight(items[i], scores[i]);
        }
        return scores;
    }

    private float[] byChance(int[] items, Repeats.ByChance of, double newMass, double poolMass) {
        var logWeights = ofBlend(items);
        for (int i = 0; i < items.length; i++) {
            double byBlend = blend.curve().logWeight(logWeights[i]);
            double logWeight = ofRepeat(of, profile.place(items[i]), byBlend, newMass, poolMass);
            logWeights[i] = multiplied(items[i], logWeight) + lift(items[i]);
        }
        return logWeights;
    }

    /// Returns the logarithm of the weight of a repeat, without objective and context.
    ///
    /// @param place of its item in the profile
    /// @param byBlend the logarithm of its weight by the blend
    double ofRepeat(Repeats.ByChance of, int place, double byBlend, double newMass, double poolMass) {
        double ofNew = Math.log(Math.max(EXCLUDED_WEIGHT, newMass));
        double mean = Balance.logMean(poolMass, parts.itemCount());
        boolean isLast = of.model().isOrdered() && place == 0;
        return ofNew + of.balance().logOdds(isLast, odds(of, place), byBlend, mean);
    }

    /// Returns the log-odds of a repeat of the profile's item at `place`.
    float odds(Repeats.ByChance of, int place) {
        if (odds == null) {
            odds = of.model().logOdds(profile.items(), profile.history());
        }
        return odds[place];
    }

    /// Applies the objective to a weight: multiplies the score that has this weight.
    float multiplied(int item, double logWeight) {
        return (float)
                (parts.objectiveMultipliers().length == 0
                        ? logWeight
                        : blend.curve().logWeight(blend.curve().score(logWeight) * parts.objectiveMultipliers()[item]));
    }

    /// Returns the scores by the blend: 0 for items that came after the training.
    float[] ofBlend(int[] items) {
        var known =
                Arrays.stream(items).filter(item -> item < blend.itemCount()).toArray();
        var ofKnown = scoring.scores(known);
        var scores = new float[items.length];
        int next = 0;
        for (int i = 0; i < items.length; i++) {
            scores[i] = items[i] < blend.itemCount() ? ofKnown[next++] : 0;
        }
        return scores;
    }

    /// Adjusts a score by the blend for metadata, where the item is cold, and for the objective.
    private float adjusted(int item, float ofBlend) {
        float score = Math.max(ofBlend, likenessScore(item));
        return parts.objectiveMultipliers().length == 0 ? score : score * parts.objectiveMultipliers()[item];
    }

    private float logWeight(int item, float score) {
        return (float) bounded(blend.curve().logWeight(score) + lift(item));
    }

    /// Returns the logarithm of the weight of a new item, above that of any excluded one.
    double bounded(double plain) {
        return plain >= 0 || !excludesSeen ? plain : Math.log(Math.exp(plain) + 2 * EXCLUDED_WEIGHT);
    }

    float lift(int item) {
        return lifts.isEmpty() ? 0 : lifts.getOrDefault(item, 0f);
    }

    /// Returns the score of an item by its metadata, or negative infinity if it is not scored by them.
    float likenessScore(int item) {
        return parts.cold().get(item)
                ? (float) (LIKENESS_WEIGHT * contentProfile().likeness(item))
                : Float.NEGATIVE_INFINITY;
    }

    /// Returns the part of [#likenessScore] that comes from the profile's item at `place`.
    double likenessScore(int item, int place) {
        return LIKENESS_WEIGHT * contentProfile().likeness(item, place);
    }

    private ContentProfile contentProfile() {
        if (contentProfile == null) {
            contentProfile = parts.metadata().attributes().contentProfile(profile);
        }
        return contentProfile;
    }
}
