package dev.kindred.engine.model;

import dev.kindred.engine.ranking.ExplainedItems;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.RankedItems;

/// A trained model that ranks items.
public interface Model extends StoredModel {

    /// Returns the best eligible items of a query, up to the requested number. If the model has too few scores,
    /// popular items follow.
    RankedItems rank(Query query);

    /// Returns `items` in the order of their scores for the query. The query's eligible items and number of
    /// results are not used.
    RankedItems rerank(Query query, int[] items);

    /// Returns the answer of [#rank] with the reasons of each item.
    ///
    /// @param mostCauses the maximum number of items as causes; the others are summed up
    ExplainedItems rankExplained(Query query, int mostCauses);

    /// Returns the answer of [#rerank] with the reasons of each item.
    ///
    /// @param mostCauses the maximum number of items as causes; the others are summed up
    ExplainedItems rerankExplained(Query query, int[] items, int mostCauses);
}
