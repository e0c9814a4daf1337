package dev.kindred.engine.model;

import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.RankedItems;

/// A trained model that ranks items.
public interface Model extends StoredModel {

    /// Returns the best eligible items of a query: as many as it asks for, or all eligible ones. Popular items
    /// follow where the model has no more scores.
    RankedItems rank(Query query);

    /// Returns `items` in the order of their scores for the query. The eligible items and the number of results of
    /// the query are not used.
    RankedItems rerank(Query query, int[] items);
}
