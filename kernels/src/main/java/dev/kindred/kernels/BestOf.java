package dev.kindred.kernels;

import java.util.Arrays;

/// Selection of the best `count` of many scores, in no order. Ties are broken by the lower index and NaN is
/// never selected, as in [TopK]; for large counts this class is faster. An instance belongs to one thread.
///
/// The scores are counted in a histogram with narrow bins below the best score and one bin for all scores far
/// below it. All scores in bins above the bin of the worst selected score are selected; only the scores in that
/// bin are sorted. For large inputs, the maxima of groups of scores are computed first. If at least `count`
/// maxima are at or above a bound, scores below the bound are skipped.
public final class BestOf {

    private static final int SHIFT = 17; // a bin is a 64th of a power of two wide

    /// Number of bins, so that the histogram fits into the first-level cache (4 kB).
    private static final int BINS = 1024;
    private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

    /// Minimum ratio of group maxima to `count`; below it, all scores are examined. Taste.
    private static final int WORTH = 2;

    private final FloatKernels kernels = FloatKernels.select();
    private int[] highest = new int[0]; // maxima of groups of scores, as bits
    private float[] high = new float[0]; // scores at or above the bound
    private int[] places = new int[0]; // their positions

    private final int[] bins = new int[BINS];
    private long base; // lowest bin
    private long[] doubtful = new long[64];
    private int doubts;

    /// Writes the best `count` indices and scores, or all if there are fewer, and returns their number.
    ///
    /// @param scores array whose first `size` entries are read
    /// @param indices distinct indices of the scores
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
            if (bin > last) { // false for NaN
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

    /// Returns the mean of the best `count` scores, or of all if there are fewer, with negative scores replaced
    /// by 0; 0 if there are none.
    ///
    /// @param scores array whose first `size` entries are read
    public double mean(float[] scores, int size, int count) {
        int left = narrow(scores, size, count);
        return left < 0 ? meanOfAll(scores, size, count) : meanOfAll(high, left, count);
    }

    /// Copies the scores that may be among the best, with their positions. Returns their number, or -1 if this
    /// would not save work.
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
            return -1; // the bits of negative numbers rise as the numbers fall
        }
        float least = Float.intBitsToFloat(bound);
        int left = 0;
        for (int i = 0; i < ofGroups; i++) {
            if (highest[i] >= bound) { // true for NaN
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

    /// Returns the bits of a number that at least `count` maxima reach, or 0 if there is no positive one.
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

    /// Returns the bin of the worst score to select, and reserves space for its scores.
    private int worstBin(float[] scores, int size, int count) {
        int most = Integer.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            most = Math.max(most, height(scores[i]));
        }
        if (most == Integer.MIN_VALUE) {
            return BINS; // all scores are NaN
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

    /// A strictly increasing function of scores; NaN is below all.
    private static int height(float score) {
        return Float.isNaN(score) ? Integer.MIN_VALUE : TopK.rising(Float.floatToRawIntBits(score + 0f));
    }
}
