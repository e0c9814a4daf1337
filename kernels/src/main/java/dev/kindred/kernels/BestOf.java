package dev.kindred.kernels;

import java.util.Arrays;

/// Tells the best of many scores, all at once and in no order. Of equal scores the one with the lower index is the
/// better one, and NaN is never kept, as in [TopK], which this is faster than where many are to be kept. It belongs
/// to one thread.
///
/// Scores are counted in bins, narrow ones below the best score and one for all that are far below it; so it is
/// known which are kept for certain, and only those in the bin of the worst of them are sorted. Where scores are
/// many, the highest of each few come first: as many of them as are to be kept are as high as some bound, and so
/// what is below it need not be looked at again.
public final class BestOf {

    private static final int SHIFT = 17; // a bin is a 64th of a power of two wide

    /// Bins of a histogram that stays in the first-level cache (4 kB).
    private static final int BINS = 1024;
    private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

    /// Where the highest of each few are fewer than so many times the ones to keep, all are looked at.
    private static final int WORTH = 2;

    private final FloatKernels kernels = FloatKernels.select();
    private int[] highest = new int[0]; // of each few scores, as bits
    private float[] high = new float[0]; // scores that are not below the bound
    private int[] places = new int[0]; // where they were

    private final int[] bins = new int[BINS];
    private long base; // of the lowest bin
    private long[] doubtful = new long[64];
    private int doubts;

    /// Writes the best `count`, or as many as there are, with their scores, and returns how many they are.
    ///
    /// @param scores of which the first `size` count
    /// @param indices of the scores, each once
    public int select(float[] scores, int[] indices, int size, int count, int[] toIndices, float[] toScores) {
        int left = narrow(scores, size, count);
        if (left < 0) {
            return selectOfAll(scores, indices, size, count, toIndices, toScores);
        }
        for (int i = 0; i < left; i++) {
            places[i] = indices[places[i]];
        }
        return selectOfAll(high, places, left, count, toIndices, toScores);
    }

    private int selectOfAll(float[] scores, int[] indices, int size, int count, int[] toIndices, float[] toScores) {
        int last = worstBin(scores, size, count);
        int kept = 0;
        doubts = 0;
        for (int i = 0; i < size; i++) {
            int bin = bin(scores[i]);
            if (bin > last) { // not so for NaN
                toIndices[kept] = indices[i];
                toScores[kept++] = scores[i];
            } else if (bin == last && !Float.isNaN(scores[i])) {
                doubtful[doubts++] = TopK.entry(indices[i], scores[i]);
            }
        }
        Arrays.sort(doubtful, 0, doubts);
        while (kept < count && doubts > 0) {
            long entry = doubtful[--doubts];
            toIndices[kept] = TopK.indexOf(entry);
            toScores[kept++] = TopK.scoreOf(entry);
        }
        return kept;
    }

    /// Returns the mean of the best `count`, or of as many as there are, where those below 0 are taken for 0; 0 if
    /// there are none.
    ///
    /// @param scores of which the first `size` count
    public double mean(float[] scores, int size, int count) {
        int left = narrow(scores, size, count);
        return left < 0 ? meanOfAll(scores, size, count) : meanOfAll(high, left, count);
    }

    /// Copies the scores that may be among the best, with their places, and returns how many they are; -1 where
    /// nothing would be won by it.
    private int narrow(float[] scores, int size, int count) {
        int groups = size / FloatKernels.GROUP;
        int ofGroups = groups * FloatKernels.IN_GROUP;
        if (ofGroups < WORTH * count) {
            return -1;
        }
        makeRoom(size, ofGroups);
        kernels.highestBits(scores, groups, highest);
        int bound = bound(ofGroups, count);
        if (bound <= 0) {
            return -1; // the bits of numbers below 0 rise as these fall
        }
        float least = Float.intBitsToFloat(bound);
        int left = 0;
        for (int i = 0; i < ofGroups; i++) {
            if (highest[i] >= bound) { // so is NaN
                int first = i / FloatKernels.IN_GROUP * FloatKernels.GROUP + i % FloatKernels.IN_GROUP;
                for (int at = first; at < first + FloatKernels.GROUP; at += FloatKernels.IN_GROUP) {
                    places[left] = at;
                    high[left] = scores[at];
                    left += scores[at] >= least ? 1 : 0;
                }
            }
        }
        for (int at = groups * FloatKernels.GROUP; at < size; at++) {
            places[left] = at;
            high[left] = scores[at];
            left += scores[at] >= least ? 1 : 0;
        }
        return left;
    }

    private void makeRoom(int size, int ofGroups) {
        if (high.length <= size) {
            high = new float[size + size / 2 + 1];
            places = new int[high.length];
        }
        if (highest.length < ofGroups) {
            highest = new int[ofGroups + ofGroups / 2];
        }
    }

    /// Returns the bits of a number that at least `count` of the highest are not below, or 0 where there is none
    /// above 0.
    private int bound(int size, int count) {
        int most = 0;
        for (int i = 0; i < size; i++) {
            most = Math.max(most, highest[i] > INFINITY ? 0 : highest[i]);
        }
        long lowest = most - ((long) BINS << SHIFT) + 1;
        Arrays.fill(bins, 0);
        for (int i = 0; i < size; i++) {
            if (highest[i] <= INFINITY) {
                bins[(int) Math.max(0, (highest[i] - lowest) >> SHIFT)]++;
            }
        }
        int bin = BINS - 1;
        for (int above = bins[bin]; bin > 0 && above < count; above += bins[bin]) {
            bin--;
        }
        return bin == 0 ? 0 : (int) Math.max(0, lowest + ((long) bin << SHIFT));
    }

    private double meanOfAll(float[] scores, int size, int count) {
        int last = worstBin(scores, size, count);
        int kept = 0;
        double sum = 0;
        doubts = 0;
        for (int i = 0; i < size; i++) {
            int bin = bin(scores[i]);
            if (bin > last) {
                sum += Math.max(0, scores[i]);
                kept++;
            } else if (bin == last && !Float.isNaN(scores[i])) {
                doubtful[doubts++] = TopK.entry(0, scores[i]);
            }
        }
        Arrays.sort(doubtful, 0, doubts);
        for (; kept < count && doubts > 0; kept++) {
            sum += Math.max(0, TopK.scoreOf(doubtful[--doubts]));
        }
        return kept == 0 ? 0 : sum / kept;
    }

    /// Returns the bin that holds the worst score to keep, and makes room for what is in it.
    private int worstBin(float[] scores, int size, int count) {
        int most = Integer.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            most = Math.max(most, height(scores[i]));
        }
        if (most == Integer.MIN_VALUE) {
            return BINS; // there is nothing but NaN
        }
        base = most - ((long) BINS << SHIFT) + 1;
        Arrays.fill(bins, 0);
        for (int i = 0; i < size; i++) {
            bins[bin(scores[i])]++;
        }
        int bin = BINS - 1;
        int above = 0;
        while (bin > 0 && above + bins[bin] < count) {
            above += bins[bin--];
        }
        if (doubtful.length < bins[bin]) {
            doubtful = new long[Math.max(bins[bin], 2 * doubtful.length)];
        }
        return bin;
    }

    private int bin(float score) {
        return (int) Math.max(0, (height(score) - base) >> SHIFT);
    }

    /// Rises as scores do; NaN is below all.
    private static int height(float score) {
        return Float.isNaN(score) ? Integer.MIN_VALUE : TopK.rising(Float.floatToRawIntBits(score + 0f));
    }
}
