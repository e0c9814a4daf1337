package dev.kindred.kernels;

import java.util.Arrays;

/// Keeps the best of many scored indices. Of equal scores the lower index is the better one, so that the
/// outcome does not depend on the order they came in. NaN is never kept. It belongs to one thread.
///
/// It is a heap with the worst entry on top. An entry is one number, of which the larger is the better: the
/// score's bits, made to rise as scores do, and below them the index's complement.
public final class TopK {

    private static final long INDEX = 0xFFFF_FFFFL;

    private final long[] entries;
    private int size;

    /// @param capacity how many to keep, 0 or more
    public TopK(int capacity) {
        entries = new long[capacity];
    }

    /// The number of entries kept up to now.
    public int size() {
        return size;
    }

    /// Forgets all.
    public void clear() {
        size = 0;
    }

    /// The score that an entry must at least have to be kept; `-Infinity` while there is room.
    public float threshold() {
        if (entries.length == 0) {
            return Float.POSITIVE_INFINITY;
        }
        return size < entries.length ? Float.NEGATIVE_INFINITY : scoreOf(entries[0]);
    }

    /// Keeps the entry if it is among the best.
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

    /// Offers `candidates[from + i]` as index `first + i`, for `i` up to `count`.
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

    /// Writes the entries to the arrays, the best first, forgets them and returns how many they were.
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
        int bits = Float.floatToRawIntBits(score + 0f); // there is one zero
        return ((long) rising(bits) << 32) | (~index & INDEX);
    }

    static int indexOf(long entry) {
        return (int) ~entry;
    }

    static float scoreOf(long entry) {
        return Float.intBitsToFloat(rising((int) (entry >> 32)));
    }

    /// Turns the bits of a float into a number that rises as floats do, and such a number into bits.
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

    /// Puts the entry in the place of the worst one.
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
