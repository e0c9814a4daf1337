package dev.kindred.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Sums over the lanes of vectors, in a fixed order of additions. The order of the Vector API's own reduction is
/// unspecified and differs between interpreted and compiled code: a model would depend on the time of
/// compilation.
final class LaneSums {

    /// Number of vectors that are reduced together, if a vector has at least as many lanes.
    static final int AT_ONCE = 8;

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private static final VectorShuffle<Float> BY_HALF = swap(LANES / 2);
    private static final VectorShuffle<Float> BY_QUARTER = swap(LANES / 4);
    private static final VectorShuffle<Float> BY_EIGHTH = swap(LANES / 8);
    private static final VectorShuffle<Float> BY_1 = swap(1);
    private static final VectorMask<Float> ODD_HALVES = odd(LANES / 2);
    private static final VectorMask<Float> ODD_QUARTERS = odd(LANES / 4);
    private static final VectorMask<Float> ODD_EIGHTHS = odd(LANES / 8);
    private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(SPECIES, lane -> 2 * lane % LANES);

    private LaneSums() {}

    private static VectorShuffle<Float> swap(int distance) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ distance) % LANES);
    }

    /// Returns a mask of every other group of `groupSize` lanes.
    private static VectorMask<Float> odd(int groupSize) {
        long bits = 0;
        for (int lane = 0; lane < LANES; lane++) {
            bits |= (lane & groupSize) == 0 ? 0 : 1L << lane;
        }
        return VectorMask.fromLong(SPECIES, bits);
    }

    /// Returns the sum of the lanes by pairwise halving.
    static float of(FloatVector lanes) {
        var sums = lanes.add(lanes.rearrange(BY_HALF));
        if (LANES >= 4) {
            sums = sums.add(sums.rearrange(BY_QUARTER));
        }
        if (LANES >= 8) {
            sums = sums.add(sums.rearrange(BY_EIGHTH));
        }
        return LANES >= 16 ? sums.add(sums.rearrange(BY_1)).lane(0) : sums.lane(0);
    }

    /// Sets `out[i]` to the sum of the lanes of the i-th vector, with the same order of additions as
    /// [#of(FloatVector)].
    ///
    /// @param vectors contiguous vectors, with space for a multiple of [#AT_ONCE]
    /// @param out with space for one additional vector
    static void set(float[] vectors, int count, float[] out) {
        if (LANES < AT_ONCE) {
            for (int i = 0; i < count; i++) {
                out[i] = of(FloatVector.fromArray(SPECIES, vectors, i * LANES));
            }
            return;
        }
        for (int i = 0; i < count; i += AT_ONCE) {
            int at = i * LANES;
            var even = quarter(half(vectors, at, at + 4 * LANES), half(vectors, at + 2 * LANES, at + 6 * LANES));
            var odd = quarter(half(vectors, at + LANES, at + 5 * LANES), half(vectors, at + 3 * LANES, at + 7 * LANES));
            var sums = even.blend(odd, ODD_EIGHTHS)
                    .add(odd.blend(even, ODD_EIGHTHS).rearrange(BY_EIGHTH));
            if (LANES > AT_ONCE) {
                sums = sums.add(sums.rearrange(BY_1)).rearrange(EVEN);
            }
            sums.intoArray(out, i);
        }
    }

    private static FloatVector half(float[] vectors, int from, int other) {
        return half(FloatVector.fromArray(SPECIES, vectors, from), FloatVector.fromArray(SPECIES, vectors, other));
    }

    /// One step of two reductions: the partial sums of `a` are in the first half, those of `b` in the second.
    private static FloatVector half(FloatVector a, FloatVector b) {
        return a.blend(b, ODD_HALVES).add(b.blend(a, ODD_HALVES).rearrange(BY_HALF));
    }

    private static FloatVector quarter(FloatVector a, FloatVector b) {
        return a.blend(b, ODD_QUARTERS).add(b.blend(a, ODD_QUARTERS).rearrange(BY_QUARTER));
    }
}
