package dev.kindred.engine.ranking;

import java.util.List;

/// A model's answer with the reasons of each item.
///
/// @param explanations one for each item, in the order of the answer
public record ExplainedItems(RankedItems ranked, List<Explanation> explanations) {

    public ExplainedItems {
        explanations = List.copyOf(explanations);
        if (explanations.size() != ranked.size()) {
            throw new IllegalArgumentException(explanations.size() + " explanations of " + ranked.size() + " items");
        }
    }
}
