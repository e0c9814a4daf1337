package dev.kindred.server.dataset.history;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The newest streamed events of one user or session, ordered by time and then by arrival. At most [#LIMIT],
/// with 29 bytes each.
final class RecentEvents {

    /// The maximum number of a user's events in memory that no snapshot contains. Taste.
    static final int LIMIT = 1_000;

    @GuardedBy("this")
    private int[] items = new int[4];

    @GuardedBy("this")
    private long[] times = new long[4];

    @GuardedBy("this")
    private int[] types = new int[4];

    @GuardedBy("this")
    private float[] values = new float[4];

    @GuardedBy("this")
    private int[] parts = new int[4];

    @GuardedBy("this")
    private int count;

    /// Whether each event of a session was assigned to a user.
    @GuardedBy("this")
    private boolean[] adopted = new boolean[4];

    /// One event.
    record Event(int part, int item, long time, int type, float value) {}

    synchronized void add(Event event) {
        if (count == LIMIT) {
            if (event.time() < times[0]) {
                return; // older than all kept events
            }
            removeOldest();
        }
        if (count == items.length) {
            int room = Math.min(LIMIT, count * 2);
            items = Arrays.copyOf(items, room);
            times = Arrays.copyOf(times, room);
            types = Arrays.copyOf(types, room);
            values = Arrays.copyOf(values, room);
            parts = Arrays.copyOf(parts, room);
            adopted = Arrays.copyOf(adopted, room);
        }
        int place = count;
        while (place > 0 && times[place - 1] > event.time()) {
            copy(place - 1, place);
            place--;
        }
        items[place] = event.item();
        times[place] = event.time();
        types[place] = event.type();
        values[place] = event.value();
        parts[place] = event.part();
        adopted[place] = false;
        count++;
    }

    @GuardedBy("this")
    private void removeOldest() {
        for (int i = 1; i < count; i++) {
            copy(i, i - 1);
        }
        count--;
    }

    @GuardedBy("this")
    private void copy(int from, int to) {
        items[to] = items[from];
        times[to] = times[from];
        types[to] = types[from];
        values[to] = values[from];
        parts[to] = parts[from];
        adopted[to] = adopted[from];
    }

    /// Returns the unassigned events, the oldest first, and marks them as assigned.
    synchronized List<Event> adopt() {
        var events = new ArrayList<Event>();
        for (int i = 0; i < count; i++) {
            if (!adopted[i]) {
                events.add(new Event(parts[i], items[i], times[i], types[i], values[i]));
                adopted[i] = true;
            }
        }
        return events;
    }

    /// Removes the events of the parts up to the given one. Returns whether none is left.
    synchronized boolean dropUpTo(int part) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (parts[i] > part) {
                copy(i, kept++);
            }
        }
        count = kept;
        return count == 0;
    }

    /// Returns the events, the oldest first.
    synchronized UserHistory all() {
        return new UserHistory(
                Arrays.copyOf(items, count),
                Arrays.copyOf(times, count),
                Arrays.copyOf(types, count),
                Arrays.copyOf(values, count));
    }
}
