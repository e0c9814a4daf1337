package dev.kindred.server.filter;

import java.util.List;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/// What a filter asks of the metadata of items, or of users or actions where it chooses among these, by
/// row, all of it of one moment. A row without a value in a column is in none of that column's sets, and so
/// is one that no record was ever given for. The sets are shared: whoever gets one must not write to it.
public interface ItemColumns {

    /// The number of rows; rows at or above it have no metadata.
    int rowCount();

    /// The rows that have one of `values` in that column of strings; of several categories in a row, one
    /// suffices.
    RoaringBitmap withAny(String column, Set<String> values);

    /// The rows whose number in that column lies in that range.
    RoaringBitmap within(String column, NumberRange range);

    /// The row's value in that column, of categories each, numbers as text; empty where there is none.
    List<String> values(int row, String column);
}
