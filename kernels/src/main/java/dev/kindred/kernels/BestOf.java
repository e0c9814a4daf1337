package dev.kindred.kernels;

import java.util.Arrays;

/// Tells the best of many scores, all at once and in no order. Of equal scores the one with the lower index is the
/// better
/// one, and NaN is never kept, as in [TopK], which this is faster than where many are to be kept. It belongs to one
/// thread.
///
/// One pass counts the scores by their first bits; so it is known which are kept for certain, and only those that
/// share the first bits with the worst of them are sorted.
public final class BestOf {

    private static final int SHIFT = 20; // the sign, the exponent and three bits of the fraction are left
    private static final int BINS = 1 << (32 - SHIFT);
    private static final int NONE = 0; // the bin of NaN; no number is in it

    private final int[] bins = new int[BINS];
    private long[] doubtful = new long[64];
    private int doubts;

    /// Writes the best `count`, or as many as there are, with their scores, and returns how many they are.
    ///
    /// @param scores of which the first `size` count
    /// @param indices of the scores, each once
    public int select(float[] scores, int[] indices, int size, int count, int[] toIndices, float[] toScores) {
        int last = worstBin(scores, size, count);
        int kept = 0;
        doubts = 0;
        for (int i = 0; i < size; i++) {
            int bin = bin(scores[i]);
            if (bin > last) {
                toIndices[kept] = indices[i];
                toScores[kept++] = scores[i];
            } else if (bin == last) {
                doubtful[doubts++] = TopK.entry(indices[i], scores[i]);
            }
        }
        sortDoubtful(last);
        while (kept < count && doubts > 0) {
            long entry = doubtful[--doubts];
            toIndices[kept] = TopK.indexOf(entry);
            toScores[kept++] = TopK.scoreOf(entry);
        }
        return kept;
    }

    /// Returns the mean of the best `count`, or of as many as there are, where those below 0 are taken for 0; 0 if
    /// there
    /// are none.
    ///
    /// @param scores of which the first `size` count
    public double mean(float[] scores, int size, int count) {
        int last = worstBin(scores, size, count);
        int kept = 0;
        double sum = 0;
        doubts = 0;
        for (int i = 0; i < size; i++) {
            int bin = bin(scores[i]);
            if (bin > last) {
                sum += Math.max(0, scores[i]);
                kept++;
            } else if (bin == last) {
                doubtful[doubts++] = TopK.entry(0, scores[i]);
            }
        }
        sortDoubtful(last);
        for (; kept < count && doubts > 0; kept++) {
            sum += Math.max(0, TopK.scoreOf(doubtful[--doubts]));
        }
        return kept == 0 ? 0 : sum / kept;
    }

    /// Returns the bin that holds the worst score to keep, and makes room for what is in it.
    private int worstBin(float[] scores, int size, int count) {
        Arrays.fill(bins, 0);
        for (int i = 0; i < size; i++) {
            bins[bin(scores[i])]++;
        }
        int bin = BINS - 1;
        int above = 0;
        while (bin > NONE && above + bins[bin] < count) {
            above += bins[bin--];
        }
        if (doubtful.length < bins[bin]) {
            doubtful = new long[Math.max(bins[bin], 2 * doubtful.length)];
        }
        return bin;
    }

    private void sortDoubtful(int bin) {
        if (bin == NONE) {
            doubts = 0;
        }
        Arrays.sort(doubtful, 0, doubts);
    }

    /// Rises as scores do.
    private static int bin(float score) {
        return Float.isNaN(score) ? NONE : (int) (TopK.entry(0, score) >> (32 + SHIFT)) + BINS / 2;
    }
}
