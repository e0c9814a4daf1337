package dev.kindred.server.dataset.table;

import dev.kindred.server.schema.Column;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// A column of strings or booleans without an index.
record TextColumn(Column column, Chunks<String> texts) implements LiveColumn {

    @Override
    public TextColumn with(int row, @Nullable Object value) {
        return new TextColumn(column, texts.with(row, value == null ? null : text(value)));
    }

    @Override
    public void set(int row, Object value) {
        texts.set(row, text(value));
    }

    @Override
    public void seal() {}

    private static String text(Object value) {
        return value instanceof Boolean truth ? truth ? "true" : "false" : value.toString();
    }

    @Override
    public @Nullable String text(int row) {
        return texts.get(row);
    }

    /// Scans the column.
    RoaringBitmap rowsWithAny(Set<String> values) {
        var rows = new RoaringBitmap();
        for (int row = 0; row < texts.capacity(); row++) {
            String text = texts.get(row);
            if (text != null && values.contains(text)) {
                rows.add(row);
            }
        }
        return rows;
    }
}
