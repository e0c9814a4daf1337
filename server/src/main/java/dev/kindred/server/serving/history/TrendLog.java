package dev.kindred.server.serving.history;

import java.util.Arrays;

/// Streamed events in the order in which they came in, as far as counting needs them. Entries below a size
/// that was read under the owner's lock do not change.
final class TrendLog {

    private volatile int[] rows = new int[1 << 8];
    private volatile long[] times = new long[1 << 8];
    private int[] parts = new int[1 << 8];
    private int size;

    void add(int part, int row, long time) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, size * 2);
            times = Arrays.copyOf(times, size * 2);
            parts = Arrays.copyOf(parts, size * 2);
        }
        rows[size] = row;
        times[size] = time;
        parts[size] = part;
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

    /// Returns a log of the events of the parts after that one.
    TrendLog after(int part) {
        var rest = new TrendLog();
        for (int i = 0; i < size; i++) {
            if (parts[i] > part) {
                rest.add(parts[i], rows[i], times[i]);
            }
        }
        return rest;
    }
}
