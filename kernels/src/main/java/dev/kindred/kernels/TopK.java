package dev.kindred.kernels;

import java.util.Arrays;

/// The best `k` of many scored indices. Ties are broken by the lower index, so that the result does not depend
/// on the order of insertion. NaN is never kept. An instance belongs to one thread.
///
/// It is a binary heap with the worst entry at the top. An entry is a long of which the larger is the better:
/// the upper half is an order-preserving encoding of the score, the lower half is the complement of the index.
public final class TopK {

    private static final long INDEX = 0xFFFF_FFFFL;

    private final long[] entries;
    private int size;

    /// @param capacity the number of entries to keep, 0 or more
    public TopK(int capacity) {
        entries = new long[capacity];
    }

    /// The current number of entries.
    public int size() {
        return size;
    }

    /// Removes all entries.
    public void clear() {
        size = 0;
    }

    /// The minimum score of an entry to be kept; `-Infinity` until the heap is full.
    public float threshold() {
        if (entries.length == 0) {
            return Float.POSITIVE_INFINITY;
        }
        return size < entries.length ? Float.NEGATIVE_INFINITY : scoreOf(entries[0]);
    }

    /// Adds the entry if it is among the best.
    public void offer(int index, float score) {
        if (Float.isNaN(score)) {
            return;
        }
        long entry = entry(index, score);
        if (size < entries.length) {
            siftUp(size++, entry);
        } else if (size > 0 && entry > entries[0]) {
            siftDown(entry);
        }
    }

    /// Offers `candidates[from + i]` as index `first + i`, for `i` from 0 to `count` (exclusive).
    public void offerAll(float[] candidates, int from, int count, int first) {
        float threshold = threshold();
        for (int i = 0; i < count; i++) {
            float score = candidates[from + i];
            if (score >= threshold) {
                offer(first + i, score);
                threshold = threshold();
            }
        }
    }

    /// Writes the entries to the arrays, best first, removes them and returns their number.
    public int drain(int[] toIndices, float[] toScores) {
        int count = size;
        Arrays.sort(entries, 0, count);
        for (int i = 0; i < count; i++) {
            long entry = entries[count - 1 - i];
            toIndices[i] = indexOf(entry);
            toScores[i] = scoreOf(entry);
        }
        size = 0;
        return count;
    }

    /// Returns an entry for a score that is not NaN.
    static long entry(int index, float score) {
        int bits = Float.floatToRawIntBits(score + 0f); // -0 becomes 0
        return ((long) rising(bits) << 32) | (~index & INDEX);
    }

    static int indexOf(long entry) {
        return (int) ~entry;
    }

    static float scoreOf(long entry) {
        return Float.intBitsToFloat(rising((int) (entry >> 32)));
    }

    /// Converts the bits of a float to an int with the same order as floats. The function is its own inverse.
    static int rising(int bits) {
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }

    private void siftUp(int hole, long entry) {
        int at = hole;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (entries[parent] <= entry) {
                break;
            }
            entries[at] = entries[parent];
            at = parent;
        }
        entries[at] = entry;
    }

    /// Replaces the worst entry.
    private void siftDown(long entry) {
        long[] entries = this.entries;
        int size = this.size;
        int at = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size) {
                child += entries[child + 1] < entries[child] ? 1 : 0;
            }
            if (entry <= entries[child]) {
                break;
            }
            entries[at] = entries[child];
            at = child;
            child = 2 * at + 1;
        }
        entries[at] = entry;
    }
}
