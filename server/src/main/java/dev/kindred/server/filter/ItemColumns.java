package dev.kindred.server.filter;

import java.util.List;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/// A consistent snapshot of the metadata of items, users or actions, by row. A row without a value in a column,
/// or without a record, is in none of the column's sets. The returned sets are shared: callers must not modify
/// them.
public interface ItemColumns {

    /// The number of rows. Rows at or above it have no metadata.
    int rowCount();

    /// Returns the rows with one of `values` in a column of strings. A row with several categories is included
    /// if one of them matches.
    RoaringBitmap withAny(String column, Set<String> values);

    /// Returns the rows whose number in a column lies in a range.
    RoaringBitmap within(String column, NumberRange range);

    /// Returns the values of a row in a column: each category separately, numbers as text. Empty if there is
    /// none.
    List<String> values(int row, String column);
}
