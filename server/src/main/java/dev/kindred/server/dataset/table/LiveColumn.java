package dev.kindred.server.dataset.table;

import dev.kindred.server.schema.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An immutable version of a column. A change returns the next version.
sealed interface LiveColumn permits NumberColumn, CategoryColumn, TextColumn {

    Column column();

    /// Returns the column with another value in a row. The value is a string, number or boolean as the column's
    /// type requires; a number can also be a string.
    LiveColumn with(int row, @Nullable Object value);

    /// Sets a value in place. Only during the load, before the column is shared.
    void set(int row, Object value);

    /// Ends the load.
    void seal();

    /// The value as text, or null.
    @Nullable
    String text(int row);

    /// The values as filters compare them: each category separately.
    default List<String> values(int row) {
        String text = text(row);
        return text == null ? List.of() : List.of(text);
    }

    /// Returns an empty column of the implementation for its type.
    static LiveColumn empty(Column column) {
        if (column.type().isNumeric()) {
            return new NumberColumn(column, new LongChunks());
        }
        return column.categorical() ? new CategoryColumn(column) : new TextColumn(column, new Chunks<>());
    }
}
