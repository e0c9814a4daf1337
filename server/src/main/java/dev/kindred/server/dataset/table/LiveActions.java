package dev.kindred.server.dataset.table;

import dev.kindred.server.filter.ItemColumns;
import dev.kindred.server.filter.NumberRange;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The current Actions dataset, by row numbers of its own. One writer and any number of concurrent readers;
/// [AttributeLoader] loads it.
public final class LiveActions {

    /// A missing time or number of days.
    public static final long NONE = Long.MIN_VALUE;

    private final LiveTable table;

    /// The current actions. The arrays belong to the caller.
    ///
    /// @param rows of the actions with a record, in ascending order
    /// @param values the value of each action, NaN if it has none
    /// @param expirations the expiration of each action in seconds since 1970, or [#NONE]
    /// @param repeatDays the days after an interaction until the action can be recommended again, or [#NONE]
    @SuppressWarnings("ArrayRecordComponent") // built for one request, never compared
    public record Present(int[] rows, float[] values, long[] expirations, long[] repeatDays) {

        public int size() {
            return rows.length;
        }
    }

    LiveActions(LiveTable table) {
        this.table = table;
    }

    /// Adds or replaces the record of an action. Columns missing in `record` become null.
    public void put(String actionId, Map<String, ?> record) {
        table.put(actionId, record);
    }

    /// An immutable snapshot of the columns, for filters.
    public ItemColumns columns() {
        return table.moment();
    }

    /// The ids of the actions with a record.
    public List<String> ids() {
        return table.moment().ids();
    }

    /// Returns the columns that determine which actions can be recommended.
    public Present present() {
        var moment = table.moment();
        var rows = moment.present().toArray();
        var values = new float[rows.length];
        var expirations = new long[rows.length];
        var worth = moment.find("VALUE");
        for (int i = 0; i < rows.length; i++) {
            values[i] = worth instanceof NumberColumn numbers ? numbers.number(rows[i]) : Float.NaN;
            // AWS's pages disagree on the column's name. If both columns are present, the earlier time applies.
            long one = whole(moment.find("EXPIRATION_TIMESTAMP"), rows[i]);
            long other = whole(moment.find("ACTION_EXPIRATION_TIMESTAMP"), rows[i]);
            expirations[i] = one == NONE ? other : other == NONE ? one : Math.min(one, other);
        }
        var repeatDays = new long[rows.length];
        var repeat = moment.find("REPEAT_FREQUENCY");
        for (int i = 0; i < rows.length; i++) {
            repeatDays[i] = whole(repeat, rows[i]);
        }
        return new Present(rows, values, expirations, repeatDays);
    }

    private static long whole(@Nullable LiveColumn column, int row) {
        return column instanceof NumberColumn numbers && numbers.codes().get(row) != NumberRange.NULL
                ? numbers.codes().get(row)
                : NONE;
    }
}
