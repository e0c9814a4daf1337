package dev.kindred.server.dataset.table;

import dev.kindred.engine.data.Feature;
import dev.kindred.server.filter.ItemColumns;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The Users dataset as it is in force, by id. Many readers beside one writer; [AttributeLoader] makes it.
public final class LiveUsers {

    private final LiveTable table;
    private final ItemRows rows;
    private final List<String> columns;

    /// @param rows the users' own numbering, which nobody else knows
    LiveUsers(LiveTable table, ItemRows rows, AvroSchema schema) {
        this.table = table;
        this.rows = rows;
        this.columns = schema.columns().stream().map(Column::name).toList();
    }

    /// Replaces the whole record of a user, or adds it: columns that `record` does not have become null.
    public void put(String userId, Map<String, ?> record) {
        table.put(userId, record);
    }

    /// The users as they are now, for filters. What it shows does not change.
    public ItemColumns columns() {
        return table.moment();
    }

    /// Returns the row of that user, who gets one now if there is none yet.
    public int rowOf(String userId) {
        return rows.rowOf(userId);
    }

    /// Returns what is known of a user, as filters and models ask for it: by column as the schema spells it,
    /// numbers as text, columns without a value left out; empty for a user without a record.
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

    /// Returns the columns that are trained on, for those users in that order; unknown users have no values.
    ///
    /// @param excluded columns to leave out, as the schema spells them
    public List<Feature> features(List<String> userIds, Predicate<String> excluded) {
        TableSnapshot moment = table.moment();
        return moment.features(moment.rowsOf(userIds), excluded);
    }
}
