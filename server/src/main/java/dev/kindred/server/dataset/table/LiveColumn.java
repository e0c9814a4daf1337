package dev.kindred.server.dataset.table;

import dev.kindred.server.schema.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A column at one moment. Changes make the next value and leave this one as it is.
sealed interface LiveColumn permits NumberColumn, CategoryColumn, TextColumn {

    Column column();

    /// Returns this column with that value in that row. Values are strings, numbers or booleans as the
    /// column's type says; numbers may come as strings.
    LiveColumn with(int row, @Nullable Object value);

    /// Sets a value in place: only while the column is loaded and nobody else knows it.
    void set(int row, Object value);

    /// Ends loading.
    void seal();

    /// The value as text, or null.
    @Nullable
    String text(int row);

    /// The value as filters compare it: each category by itself.
    default List<String> values(int row) {
        String text = text(row);
        return text == null ? List.of() : List.of(text);
    }

    /// Returns an empty column of the kind that fits.
    static LiveColumn empty(Column column) {
        if (column.type().isNumeric()) {
            return new NumberColumn(column, new LongChunks());
        }
        return column.categorical() ? new CategoryColumn(column) : new TextColumn(column, new Chunks<>());
    }
}
