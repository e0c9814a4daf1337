package dev.kindred.server.dataset.history;

import java.util.Arrays;

/// The counted fields of streamed events, in order of arrival. Entries below a size that was read under the
/// owner's lock never change.
final class TrendLog {

    private volatile int[] rows = new int[1 << 8];
    private volatile long[] times = new long[1 << 8];
    private volatile int[] types = new int[1 << 8];
    private volatile float[] values = new float[1 << 8];
    private int[] parts = new int[1 << 8];
    private int size;

    void add(RecentEvents.Event event) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, size * 2);
            times = Arrays.copyOf(times, size * 2);
            types = Arrays.copyOf(types, size * 2);
            values = Arrays.copyOf(values, size * 2);
            parts = Arrays.copyOf(parts, size * 2);
        }
        rows[size] = event.item();
        times[size] = event.time();
        types[size] = event.type();
        values[size] = event.value();
        parts[size] = event.part();
        size++;
    }

    int size() {
        return size;
    }

    int row(int at) {
        return rows[at];
    }

    long time(int at) {
        return times[at];
    }

    int type(int at) {
        return types[at];
    }

    float value(int at) {
        return values[at];
    }

    /// Returns a log of the events of the parts after the given one.
    TrendLog after(int part) {
        var rest = new TrendLog();
        for (int i = 0; i < size; i++) {
            if (parts[i] > part) {
                rest.add(new RecentEvents.Event(parts[i], rows[i], times[i], types[i], values[i]));
            }
        }
        return rest;
    }
}
