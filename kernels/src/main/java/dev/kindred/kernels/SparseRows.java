package dev.kindred.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Sums of sparse rows in a dense row. SIMD does not speed up a scatter: each number is in a cache line of its
/// own.
public final class SparseRows {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private SparseRows() {}

    /// Adds `factor * values[k]` to `sums[indices[k]]` for each `k` from `from` to `to` (exclusive).
    public static void addScaled(float factor, int[] indices, float[] values, int from, int to, float[] sums) {
        for (int k = from; k < to; k++) {
            sums[indices[k]] += factor * values[k];
        }
    }

    /// Adds `factor * values[k]` to `sums[indices[k]]` for each `k` from `from` to `to` (exclusive).
    ///
    /// @param indices 4-byte integers, little-endian
    /// @param values 4-byte floats, little-endian
    public static void addScaled(
            float factor, MemorySegment indices, MemorySegment values, long from, long to, float[] sums) {
        for (long k = from; k < to; k++) {
            sums[indices.get(INT, k * Integer.BYTES)] += factor * values.get(FLOAT, k * Float.BYTES);
        }
    }
}
