package dev.kindred.engine.recipe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// An algorithm and its parameters.
public sealed interface Recipe {

    /// Ranks items by how many users interacted with them.
    record PopularityCount() implements Recipe {}

    /// Ranks items by the growth of their interactions since an interval ago.
    record TrendingNow(Duration interval) implements Recipe {}

    /// Finds items that the same users interact with.
    ///
    /// @param popularityDiscount from 0 to 1: the strength of the discount of popular items
    /// @param minCointeractions the number of users that two similar items share at least
    /// @param userHistoryLengths the users whose histories are used, by percentile of their length
    /// @param itemInteractionCounts the items that are used, by percentile of their number of interactions
    record Sims(
            double popularityDiscount,
            int minCointeractions,
            Percentiles userHistoryLengths,
            Percentiles itemInteractionCounts)
            implements Recipe {}

    /// Finds items that the same users interact with or whose metadata are alike.
    record SimilarItems(double popularityDiscount, int itemIdHiddenDimension, int itemMetadataHiddenDimension)
            implements Recipe {}

    /// Finds items whose texts have similar meanings. It needs no interactions.
    record SemanticSimilarity() implements Recipe {}

    /// Scores items for a user by the interactions of similar users. It serves both recommendations and rankings.
    ///
    /// @param hiddenDimension the number of factors of the factor models in it
    /// @param recencyMask whether newer events can have more weight than older ones
    /// @param objective the objective besides relevance, or null
    record Personalization(
            int hiddenDimension,
            boolean recencyMask,
            Percentiles userHistoryLengths,
            @Nullable Objective objective) implements Recipe {}

    /// Scores items for a user by the interactions of similar users and by the order of events. It serves both
    /// recommendations and rankings.
    ///
    /// @param recencyBias whether order has a direction: later events follow from earlier ones
    record SequencePersonalization(boolean recencyBias) implements Recipe {}

    /// Finds the users with the highest affinity to an item.
    ///
    /// @param hiddenDimension the number of factors of the factor model in it, about
    record ItemAffinity(int hiddenDimension) implements Recipe {}

    /// Finds the users with the highest affinity to items with certain attributes.
    ///
    /// @param hiddenDimension the number of factors of the factor model in it, about
    record ItemAttributeAffinity(int hiddenDimension) implements Recipe {}

    /// A range of percentiles, from 0 to 1.
    record Percentiles(double min, double max) {

        /// Everything.
        public static final Percentiles ALL = new Percentiles(0, 1);
    }

    /// An objective besides relevance: a reward for each item.
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
