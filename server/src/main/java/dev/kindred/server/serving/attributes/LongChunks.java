package dev.kindred.server.serving.attributes;

import dev.kindred.server.filter.NumberRange;
import java.util.Arrays;

/// Codes of numbers by row, [NumberRange#NULL] where there is none. A change copies one chunk, not the column.
final class LongChunks {

    static final int SHIFT = 10;
    static final int LENGTH = 1 << SHIFT;
    private static final int MASK = LENGTH - 1;

    private long[][] chunks = new long[0][];

    long get(int row) {
        int chunk = row >> SHIFT;
        return chunk < chunks.length ? chunks[chunk][row & MASK] : NumberRange.NULL;
    }

    /// The chunks themselves, for scans.
    long[][] chunks() {
        return chunks;
    }

    /// Returns these codes with another one in that row.
    LongChunks with(int row, long code) {
        var next = new LongChunks();
        next.chunks = chunks.clone();
        next.reserve(row);
        int chunk = row >> SHIFT;
        next.chunks[chunk] = next.chunks[chunk].clone();
        next.chunks[chunk][row & MASK] = code;
        return next;
    }

    /// Sets a code in place: only while nobody else knows this.
    void set(int row, long code) {
        reserve(row);
        chunks[row >> SHIFT][row & MASK] = code;
    }

    private void reserve(int row) {
        int before = chunks.length;
        int needed = (row >> SHIFT) + 1;
        if (needed > before) {
            chunks = Arrays.copyOf(chunks, needed);
            for (int i = before; i < needed; i++) {
                chunks[i] = new long[LENGTH];
                Arrays.fill(chunks[i], NumberRange.NULL);
            }
        }
    }
}
