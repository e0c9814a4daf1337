package dev.kindred.server.dataset.table;

import dev.kindred.server.filter.ItemColumns;
import dev.kindred.server.filter.NumberRange;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The Actions dataset as it is in force, by row of the actions' own numbering. Many readers beside one writer;
/// [AttributeLoader] makes it.
public final class LiveActions {

    /// Stands for a time, or a number of days, that an action does not have.
    public static final long NONE = Long.MIN_VALUE;

    private final LiveTable table;

    /// The actions of one moment. The arrays belong to whoever asked.
    ///
    /// @param rows of the actions that have a record, rising
    /// @param values what each is worth, NaN where that is not said
    /// @param expirations when each ends, in seconds since 1970, or [#NONE]
    /// @param repeatDays how many days pass after an interaction until it may come again, or [#NONE]
    @SuppressWarnings("ArrayRecordComponent") // made for one request, compared with nothing
    public record Present(int[] rows, float[] values, long[] expirations, long[] repeatDays) {

        public int size() {
            return rows.length;
        }
    }

    LiveActions(LiveTable table) {
        this.table = table;
    }

    /// Replaces the whole record of an action, or adds it: columns that `record` does not have become null.
    public void put(String actionId, Map<String, ?> record) {
        table.put(actionId, record);
    }

    /// The actions as they are now, for filters. What it shows does not change.
    public ItemColumns columns() {
        return table.moment();
    }

    /// The actions that have a record, by id.
    public List<String> ids() {
        return table.moment().ids();
    }

    /// Returns what decides by itself which actions are recommended.
    public Present present() {
        var moment = table.moment();
        var rows = moment.present().toArray();
        var values = new float[rows.length];
        var expirations = new long[rows.length];
        var worth = moment.find("VALUE");
        for (int i = 0; i < rows.length; i++) {
            values[i] = worth instanceof NumberColumn numbers ? numbers.number(rows[i]) : Float.NaN;
            // Amazon's pages disagree on the column's name; where both are there, the earlier time counts.
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
