package dev.kindred.engine.ranking;

/// A model's answer: items, best first. The arrays have the same length and are never written to.
///
/// @param items distinct item indices of the model
/// @param scores a score for each item, falling; NaN if it has none
/// @param reasons the reason for each item
public record RankedItems(int[] items, double[] scores, Reason[] reasons) {

    /// The reason for an item in an answer.
    public enum Reason {
        /// The model's score.
        RELEVANT,
        /// Exploration of an item with few interactions.
        EXPLORATION,
        /// Popularity, to fill up the answer.
        POPULAR
    }

    public int size() {
        return items.length;
    }
}
