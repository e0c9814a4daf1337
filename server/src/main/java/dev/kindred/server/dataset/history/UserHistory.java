package dev.kindred.server.dataset.history;

/// The events of a user, the newest first. The arrays belong to the caller.
///
/// @param items the item rows
/// @param times in seconds since 1970
/// @param types the event types by code, see [Histories#typeName]; -1 for an event without one
/// @param values the event values, NaN for an event without one
@SuppressWarnings("ArrayRecordComponent") // built for one request, never compared
public record UserHistory(int[] items, long[] times, int[] types, float[] values) {

    /// An empty history.
    public static final UserHistory NONE = new UserHistory(new int[0], new long[0], new int[0], new float[0]);

    public int size() {
        return items.length;
    }
}
