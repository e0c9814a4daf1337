package dev.kindred.server.dataset.table;

import dev.kindred.engine.data.Feature;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.server.filter.ItemColumns;
import dev.kindred.server.filter.NumberRange;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The current Items dataset, loaded by [AttributeLoader]. One writer and any number of concurrent readers. A
/// change of the dataset's schema, or an import in FULL mode, requires a new load.
public final class LiveItems {

    private static final String CREATED = "CREATION_TIMESTAMP";

    private final LiveTable table;

    LiveItems(LiveTable table) {
        this.table = table;
    }

    /// Adds or replaces the record of an item. Columns missing in `record` become null.
    ///
    /// @param record by column as the schema spells it: strings, numbers (or numbers as strings), booleans
    public void put(String itemId, Map<String, ?> record) {
        table.put(itemId, record);
    }

    /// An immutable snapshot of the columns, for filters. It is another object after an item has changed.
    public ItemColumns columns() {
        return table.moment();
    }

    /// The ids of the items with a record.
    public List<String> ids() {
        return table.moment().ids();
    }

    /// Returns whether an item has a record.
    public boolean contains(String itemId) {
        var moment = table.moment();
        int row = moment.rows().find(itemId);
        return row >= 0 && moment.present().contains(row);
    }

    /// Returns the values of an item for a response: the non-null values of `columns`, keyed as in the schema.
    /// Empty for an item without a record.
    ///
    /// @param columns in any case
    public Map<String, String> metadata(String itemId, List<String> columns) {
        var moment = table.moment();
        int row = moment.rows().find(itemId);
        return row < 0 ? Map.of() : moment.texts(row, columns);
    }

    /// Returns the creation times of some items in seconds since 1970, or [ItemTable#UNKNOWN].
    public long[] createdAt(List<String> itemIds) {
        var moment = table.moment();
        var rows = moment.rowsOf(itemIds);
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

    /// Returns the name and text of each item, joined, in the given order; null for an item without them.
    /// Returns null instead of the list if no column is textual.
    ///
    /// @param excluded columns to exclude, as the schema spells them
    public @Nullable List<@Nullable String> texts(List<String> itemIds, Predicate<String> excluded) {
        var moment = table.moment();
        return moment.texts(moment.rowsOf(itemIds), excluded);
    }

    /// Returns the columns for training, for the given items in their order: categories and numbers, but no
    /// plain strings, texts, booleans and times. An item without a record has no values.
    ///
    /// @param excluded columns to exclude, as the schema spells them
    public List<Feature> features(List<String> itemIds, Predicate<String> excluded) {
        var moment = table.moment();
        return moment.features(moment.rowsOf(itemIds), excluded);
    }

    /// Returns the numbers in a column for the given items: NaN for none; numbers beyond the range of `float` as
    /// its largest or smallest value.
    ///
    /// @param column in any case
    public float[] numbers(String column, List<String> itemIds) {
        var moment = table.moment();
        var found = moment.findInAnyCase(column);
        var rows = moment.rowsOf(itemIds);
        var numbers = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            var text = found == null || rows[i] < 0 ? null : found.text(rows[i]);
            numbers[i] = text == null
                    ? Float.NaN
                    : (float) Math.clamp(Double.parseDouble(text), -Float.MAX_VALUE, Float.MAX_VALUE);
        }
        return numbers;
    }
}
