package dev.kindred.engine.recipe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a model is made: an algorithm and its parameters.
public sealed interface Recipe {

    /// Ranks items by how many users interacted with them.
    record PopularityCount() implements Recipe {}

    /// Ranks items by how much more they are interacted with than an interval ago.
    record TrendingNow(Duration interval) implements Recipe {}

    /// Finds items that the same users interact with.
    ///
    /// @param popularityDiscount from 0 to 1: how much popular items are held back
    /// @param minCointeractions how many users two items must share to be alike
    /// @param userHistoryLengths which users' histories count, by percentile of their length
    /// @param itemInteractionCounts which items count, by percentile of their number of interactions
    record Sims(
            double popularityDiscount,
            int minCointeractions,
            Percentiles userHistoryLengths,
            Percentiles itemInteractionCounts)
            implements Recipe {}

    /// Finds items that the same users interact with or whose metadata are alike.
    record SimilarItems(double popularityDiscount, int itemIdHiddenDimension, int itemMetadataHiddenDimension)
            implements Recipe {}

    /// Finds items whose texts mean something similar. It needs no interactions.
    record SemanticSimilarity() implements Recipe {}

    /// Finds items for a user by what users like them did. Serves both recommending and ranking.
    ///
    /// @param hiddenDimension the number of factors of the factor models in it
    /// @param recencyMask whether newer events count more than older ones; if false their order is not seen
    /// @param objective what to favour beside relevance, or null
    record Personalization(
            int hiddenDimension,
            boolean recencyMask,
            Percentiles userHistoryLengths,
            @Nullable Objective objective)
            implements Recipe {}

    /// Finds a user's next items by the order of what users did, beside what users like them did. Serves both
    /// recommending and ranking.
    ///
    /// @param recencyBias whether newer events count more than older ones
    record SequencePersonalization(boolean recencyBias) implements Recipe {}

    /// Finds the users who are likeliest to interact with an item.
    ///
    /// @param hiddenDimension the number of factors of the factor model in it, about
    record ItemAffinity(int hiddenDimension) implements Recipe {}

    /// Finds the users who are likeliest to interact with items that have certain attributes.
    ///
    /// @param hiddenDimension the number of factors of the factor model in it, about
    record ItemAttributeAffinity(int hiddenDimension) implements Recipe {}

    /// A range of percentiles, from 0 to 1.
    record Percentiles(double min, double max) {

        /// Everything.
        public static final Percentiles ALL = new Percentiles(0, 1);
    }

    /// A reward for each item, to be favoured beside relevance.
    ///
    /// @param rewards one for each item of the training set, not negative
    /// @param sensitivity from 0 (relevance only) to 1
    record Objective(float[] rewards, double sensitivity) {

        /// Returns the multiplier of each item's score: `1 - s + s · reward / maxReward` for sensitivity `s`. None
        /// if the sensitivity is 0.
        public float[] multipliers() {
            if (sensitivity == 0) {
                return new float[0];
            }
            double most = 0;
            for (float reward : rewards) {
                most = Math.max(most, reward);
            }
            var multipliers = new float[rewards.length];
            for (int item = 0; item < multipliers.length; item++) {
                double share = most > 0 ? rewards[item] / most : 1;
                multipliers[item] = (float) (1 - sensitivity + sensitivity * share);
            }
            return multipliers;
        }
    }
}
