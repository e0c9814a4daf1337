package dev.kindred.server.dataset.history;

/// What a user did, the newest first. The arrays belong to whoever asked.
///
/// @param items the item rows
/// @param times in seconds since 1970
/// @param types the event types by code, -1 where there is none; [Histories#typeName] tells the name
/// @param values the event values, NaN where there is none
@SuppressWarnings("ArrayRecordComponent") // made for one request, compared with nothing
public record UserHistory(int[] items, long[] times, int[] types, float[] values) {

    /// Nothing.
    public static final UserHistory NONE = new UserHistory(new int[0], new long[0], new int[0], new float[0]);

    public int size() {
        return items.length;
    }
}
