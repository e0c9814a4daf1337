package dev.kindred.engine.ranking;

/// A model's answer: items, the best first. The arrays are as long as each other and must not be written to.
///
/// @param items item indices of the model, each once
/// @param scores a score for each, falling; NaN where the item has none
/// @param reasons why each is there
public record RankedItems(int[] items, double[] scores, Reason[] reasons) {

    /// Why an item is in an answer.
    public enum Reason {
        /// The model found it fitting.
        RELEVANT,
        /// To learn what users make of it.
        EXPLORATION,
        /// To fill up an answer.
        POPULAR
    }

    public int size() {
        return items.length;
    }
}
