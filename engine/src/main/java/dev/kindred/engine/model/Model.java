package dev.kindred.engine.model;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.RankedItems;
import java.io.IOException;
import java.nio.file.Path;

/// A trained model. It never changes and can be asked by many threads at once.
public interface Model {

    /// The items it knows: its item indices are those of this index.
    IdIndex items();

    /// Returns the items that fit the query best, of those that are eligible: as many as are wanted unless
    /// fewer are eligible. What the model knows nothing of is filled up with popular items.
    RankedItems rank(Query query);

    /// Returns `items` in the order in which they fit the query, each with a score. The query's eligible
    /// items and number
    /// of results do not count here.
    RankedItems rerank(Query query, int[] items);

    /// Writes the model to a new file. The same model gives the same bytes.
    ///
    /// @throws IOException if it cannot be written; what is in the file then is no model
    void write(Path file) throws IOException;
}
