package dev.kindred.engine.recipe.repeat;

import java.util.Arrays;

/// The features of a user's newest events in the model of repeats.
///
/// @param items distinct items, most recent first
/// @param counts the number of events of each
/// @param followed whether each item once directly followed the most recent item
/// @param events the number of events
/// @param again the number of events with the item of the event before
@SuppressWarnings("ArrayRecordComponent") // made for one query, never compared
record HistoryFeatures(int[] items, int[] counts, boolean[] followed, int events, int again) {

    /// The number of newest events that are read, as many as a server reads for a request.
    static final int WINDOW = 200;

    /// Returns the features of the events from a position on.
    ///
    /// @param events items, newest first
    static HistoryFeatures of(int[] events, int from) {
        int end = Math.min(events.length, from + WINDOW);
        var places = new ItemNumbers(end - from);
        var items = new int[end - from];
        var counts = new int[end - from];
        int again = 0;
        for (int at = from; at < end; at++) {
            int place = places.of(events[at]);
            items[place] = events[at];
            counts[place]++;
            again += at > from && events[at] == events[at - 1] ? 1 : 0;
        }
        int size = places.size();
        var followed = new boolean[size];
        for (int at = from; at + 1 < end; at++) {
            if (events[at + 1] == events[from]) {
                followed[places.find(events[at])] = true;
            }
        }
        return new HistoryFeatures(
                Arrays.copyOf(items, size), Arrays.copyOf(counts, size), followed, end - from, again);
    }

    /// Returns the number of events with an earlier item other than that of the event before.
    int back() {
        return events - items.length - again;
    }

    /// Returns the place of an item, or -1 if it is absent.
    int place(int item) {
        for (int place = 0; place < items.length; place++) {
            if (items[place] == item) {
                return place;
            }
        }
        return -1;
    }
}
