package dev.kindred.server.dataset.table;

import dev.kindred.server.filter.NumberRange;
import java.util.Arrays;

/// Codes of numbers by row, [NumberRange#NULL] for none. Each chunk of rows is also sorted by code, so the rows
/// of a range are found by binary search: 10 bytes per row. A change copies one chunk, not the column.
final class LongChunks {

    private static final int SHIFT = 10;
    private static final int LENGTH = 1 << SHIFT;
    private static final int MASK = LENGTH - 1;
    private static final int WORDS = LENGTH / Long.SIZE;

    /// The order of a chunk without numbers.
    private static final short[] AS_THEY_COME = asTheyCome();

    private long[][] chunks = new long[0][];

    /// Each chunk's rows by ascending code, equal ones in any order. Valid once sealed.
    private short[][] orders = new short[0][];

    private static short[] asTheyCome() {
        var order = new short[LENGTH];
        for (int place = 0; place < LENGTH; place++) {
            order[place] = (short) place;
        }
        return order;
    }

    long get(int row) {
        int chunk = row >> SHIFT;
        return chunk < chunks.length ? chunks[chunk][row & MASK] : NumberRange.NULL;
    }

    /// Returns a copy with another code in a row.
    LongChunks with(int row, long code) {
        var next = new LongChunks();
        next.chunks = chunks.clone();
        next.orders = orders.clone();
        next.reserve(row);
        next.replace(row >> SHIFT, row & MASK, code);
        return next;
    }

    private void replace(int chunk, int row, long code) {
        var order = orders[chunk].clone();
        int before = firstAtLeast(chunk, chunks[chunk][row]);
        while (order[before] != row) {
            before++;
        }
        int after = firstAtLeast(chunk, code);
        if (after > before) {
            after--; // the row leaves its old place
            System.arraycopy(order, before + 1, order, before, after - before);
        } else {
            System.arraycopy(order, after, order, after + 1, before - after);
        }
        order[after] = (short) row;
        orders[chunk] = order;
        chunks[chunk] = chunks[chunk].clone();
        chunks[chunk][row] = code;
    }

    /// Sets a code in place. Only before the instance is shared and sealed.
    void set(int row, long code) {
        reserve(row);
        chunks[row >> SHIFT][row & MASK] = code;
    }

    private void reserve(int row) {
        int before = chunks.length;
        int needed = (row >> SHIFT) + 1;
        if (needed > before) {
            chunks = Arrays.copyOf(chunks, needed);
            orders = Arrays.copyOf(orders, needed);
            for (int i = before; i < needed; i++) {
                chunks[i] = new long[LENGTH];
                Arrays.fill(chunks[i], NumberRange.NULL);
                orders[i] = AS_THEY_COME;
            }
        }
    }

    /// Sorts all chunks after codes were set in place.
    void seal() {
        for (int chunk = 0; chunk < chunks.length; chunk++) {
            orders[chunk] = order(chunks[chunk]);
        }
    }

    private static short[] order(long[] codes) {
        var sorted = codes.clone();
        Arrays.sort(sorted);
        var taken = new short[LENGTH]; // by the first place of a code: the number of its rows placed so far
        var order = new short[LENGTH];
        for (int row = 0; row < LENGTH; row++) {
            int first = firstAtLeast(sorted, codes[row]);
            order[first + taken[first]++] = (short) row;
        }
        return order;
    }

    private static int firstAtLeast(long[] sorted, long code) {
        int low = 0;
        int high = LENGTH;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < code) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Returns the first place in a chunk's order with a code that is not less than the given one.
    private int firstAtLeast(int chunk, long code) {
        var codes = chunks[chunk];
        var order = orders[chunk];
        int low = 0;
        int high = LENGTH;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (codes[order[middle]] < code) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Returns the rows whose codes are in a range, as a bit set with 64 rows per word.
    long[] within(NumberRange range) {
        var words = new long[chunks.length * WORDS];
        if (range.least() > range.greatest()) {
            return words;
        }
        for (int chunk = 0; chunk < chunks.length; chunk++) {
            int from = firstAtLeast(chunk, range.least());
            int to = range.greatest() == Long.MAX_VALUE ? LENGTH : firstAtLeast(chunk, range.greatest() + 1);
            mark(words, chunk * WORDS, orders[chunk], from, to);
        }
        return words;
    }

    /// Sets the bits of the rows at some places. If these are most of a chunk, it sets all bits and clears the
    /// others.
    private static void mark(long[] words, int first, short[] order, int from, int to) {
        boolean areMost = to - from > LENGTH / 2;
        if (areMost) {
            Arrays.fill(words, first, first + WORDS, -1L);
            flip(words, first, order, 0, from);
            flip(words, first, order, to, LENGTH);
        } else {
            flip(words, first, order, from, to);
        }
    }

    private static void flip(long[] words, int first, short[] order, int from, int to) {
        for (int place = from; place < to; place++) {
            words[first + (order[place] >> 6)] ^= 1L << order[place]; // the shift distance is taken modulo 64
        }
    }
}
