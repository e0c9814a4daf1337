package dev.kindred.kernels;

import java.util.Arrays;

/// Tells the best of many scored indices, none of whose scores is below 0, all at once and in no order. Of equal
/// scores the lower index is the better one, as in [TopK], which this is faster than where many are to be kept. It
/// belongs to one thread.
///
/// One pass counts the scores by their first bits; so it is known which are kept for certain, and only those that
/// share the first bits with the worst of them are sorted.
public final class BestOf {

    private static final int SHIFT = 20; // the exponent and three bits of the fraction are left
    private static final int BINS = 1 << (31 - SHIFT);

    private final int[] bins = new int[BINS];
    private long[] entries;
    private long[] doubtful = new long[64];
    private int size;

    /// @param expected about how many will be offered
    public BestOf(int expected) {
        entries = new long[Math.max(16, expected)];
    }

    /// Offers an entry whose score is not below 0 and not NaN.
    public void offer(int index, float score) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size);
        }
        entries[size++] = TopK.entry(index, score);
    }

    /// Writes the best `count` to `toIndices`, or as many as there are, forgets all and returns how many they were.
    public int select(int count, int[] toIndices) {
        int all = size;
        size = 0;
        if (all <= count) {
            for (int i = 0; i < all; i++) {
                toIndices[i] = TopK.indexOf(entries[i]);
            }
            return all;
        }
        if (count == 0) {
            return 0;
        }
        Arrays.fill(bins, 0);
        for (int i = 0; i < all; i++) {
            bins[bin(entries[i])]++;
        }
        int last = BINS - 1;
        int above = 0;
        while (above + bins[last] < count) {
            above += bins[last--];
        }
        if (doubtful.length < bins[last]) {
            doubtful = new long[Math.max(bins[last], 2 * doubtful.length)];
        }
        int kept = 0;
        int doubts = 0;
        for (int i = 0; i < all; i++) {
            int bin = bin(entries[i]);
            if (bin > last) {
                toIndices[kept++] = TopK.indexOf(entries[i]);
            } else if (bin == last) {
                doubtful[doubts++] = entries[i];
            }
        }
        Arrays.sort(doubtful, 0, doubts);
        while (kept < count) {
            toIndices[kept++] = TopK.indexOf(doubtful[--doubts]);
        }
        return kept;
    }

    private static int bin(long entry) {
        return (int) (entry >>> (32 + SHIFT));
    }
}
