package dev.kindred.engine.model;

import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.RankedItems;

/// A trained model that ranks items.
public interface Model extends StoredModel {

    /// Returns the items that fit the query best, of those that are eligible: as many as are wanted unless
    /// fewer are eligible. What the model knows nothing of is filled up with popular items.
    RankedItems rank(Query query);

    /// Returns `items` in the order in which they fit the query, each with a score. The query's eligible
    /// items and number
    /// of results do not count here.
    RankedItems rerank(Query query, int[] items);
}
