package dev.kindred.server.dataset.table;

import dev.kindred.engine.data.Feature;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.server.filter.ItemColumns;
import dev.kindred.server.filter.NumberRange;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The Items dataset as it is in force, by row. Many readers beside one writer; [AttributeLoader] makes it. A
/// change of the dataset's schema, or a FULL import, is a new load.
public final class LiveItems {

    private static final String CREATED = "CREATION_TIMESTAMP";

    private final LiveTable table;

    LiveItems(LiveTable table) {
        this.table = table;
    }

    /// Replaces the whole record of an item, or adds it: columns that `record` does not have become null.
    ///
    /// @param record by column as the schema spells it: strings, numbers (or numbers as strings), booleans
    public void put(String itemId, Map<String, ?> record) {
        table.put(itemId, record);
    }

    /// The items as they are now, for filters. What it shows does not change.
    public ItemColumns columns() {
        return table.moment();
    }

    /// Returns an item's metadata as answers show it: those of `columns` that have a value, keyed as in the
    /// schema.
    ///
    /// @param row a row below 0 stands for an item that is not known
    /// @param columns in any case
    public Map<String, String> metadata(int row, List<String> columns) {
        return row < 0 ? Map.of() : table.moment().texts(row, columns);
    }

    /// When the item came to be, in seconds since 1970, or [ItemTable#UNKNOWN].
    ///
    /// @param row a row below 0 stands for an item that is not known
    public long createdAt(int row) {
        return row < 0 ? ItemTable.UNKNOWN : createdAt(table.moment(), row);
    }

    /// The times of creation of those rows, all of one moment; a row below 0 has none.
    public long[] createdAt(int[] rows) {
        TableSnapshot moment = table.moment();
        var times = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            times[i] = rows[i] < 0 ? ItemTable.UNKNOWN : createdAt(moment, rows[i]);
        }
        return times;
    }

    private static long createdAt(TableSnapshot moment, int row) {
        return moment.find(CREATED) instanceof NumberColumn created
                        && created.codes().get(row) != NumberRange.NULL
                ? created.codes().get(row)
                : ItemTable.UNKNOWN;
    }

    /// Returns what items are called and their texts, as one text, for those rows in that order: null where
    /// an item has none. Null instead of the list if no column is of texts.
    ///
    /// @param rows a row below 0 stands for an item without metadata
    /// @param excluded columns to leave out, as the schema spells them
    public @Nullable List<@Nullable String> texts(int[] rows, Set<String> excluded) {
        return table.moment().texts(rows, excluded);
    }

    /// Returns the columns that are trained on, for those rows in that order: categories and numbers, not
    /// plain strings, texts, booleans and times.
    ///
    /// @param rows a row below 0 stands for an item without metadata
    /// @param excluded columns to leave out, as the schema spells them
    public List<Feature> features(int[] rows, Set<String> excluded) {
        return table.moment().features(rows, excluded);
    }
}
