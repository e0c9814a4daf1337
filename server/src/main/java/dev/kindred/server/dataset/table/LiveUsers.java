package dev.kindred.server.dataset.table;

import dev.kindred.engine.data.Feature;
import dev.kindred.server.filter.ItemColumns;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The current Users dataset, by id. One writer and any number of concurrent readers; [AttributeLoader] loads
/// it.
public final class LiveUsers {

    private final LiveTable table;
    private final ItemRows rows;
    private final List<String> columns;

    /// @param rows the users' row numbers, used by this table only
    LiveUsers(LiveTable table, ItemRows rows, AvroSchema schema) {
        this.table = table;
        this.rows = rows;
        this.columns = schema.columns().stream().map(Column::name).toList();
    }

    /// Adds or replaces the record of a user. Columns missing in `record` become null.
    public void put(String userId, Map<String, ?> record) {
        table.put(userId, record);
    }

    /// An immutable snapshot of the columns, for filters.
    public ItemColumns columns() {
        return table.moment();
    }

    /// Returns the row of a user, and assigns one if there is none.
    public int rowOf(String userId) {
        return rows.rowOf(userId);
    }

    /// Returns the attributes of a user for filters and models: the non-null columns by their name in the
    /// schema, with numbers as text. Empty for a user without a record.
    public Map<String, String> attributes(String userId) {
        TableSnapshot moment = table.moment();
        int row = rows.find(userId);
        if (row < 0 || !moment.present().contains(row)) {
            return Map.of();
        }
        Map<String, String> attributes = moment.texts(row, columns);
        attributes.put("USER_ID", userId);
        return attributes;
    }

    /// Returns the columns for training, for the given users in their order. Unknown users have no values.
    ///
    /// @param excluded columns to exclude, as the schema spells them
    public List<Feature> features(List<String> userIds, Predicate<String> excluded) {
        TableSnapshot moment = table.moment();
        return moment.features(moment.rowsOf(userIds), excluded);
    }
}
