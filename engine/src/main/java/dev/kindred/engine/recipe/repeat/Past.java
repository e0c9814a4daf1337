package dev.kindred.engine.recipe.repeat;

import java.util.Arrays;

/// The features of a user's newest events for repeats.
///
/// @param items each item once, the one had last first
/// @param counts how often each was had
/// @param followed whether each once came right after the item that was had last
/// @param events how many events there are
/// @param again how many of them were of the item of the event before
@SuppressWarnings("ArrayRecordComponent") // made for one question, compared with nothing
record Past(int[] items, int[] counts, boolean[] followed, int events, int again) {

    /// The newest events that are read, as many as a server reads for a request.
    static final int WINDOW = 200;

    /// Returns the features of the events from a position on.
    ///
    /// @param events items, newest first
    static Past of(int[] events, int from) {
        int end = Math.min(events.length, from + WINDOW);
        var places = new Places(end - from);
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
        return new Past(Arrays.copyOf(items, size), Arrays.copyOf(counts, size), followed, end - from, again);
    }

    /// How many events were of an item that was had earlier than at the event before.
    int back() {
        return events - items.length - again;
    }

    /// Returns the place of an item, or -1 if it is not there.
    int place(int item) {
        for (int place = 0; place < items.length; place++) {
            if (items[place] == item) {
                return place;
            }
        }
        return -1;
    }
}
