package dev.kindred.kernels;

import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;

/// Dense float arithmetic. Callers check bounds, because every method runs in an inner loop. The two
/// implementations agree up to rounding; each one returns identical bits for identical input.
///
/// Memory segments are read in little-endian order from any offset, so that a mapped file can be scanned in
/// place.
public sealed interface FloatKernels permits ScalarFloatKernels, VectorFloatKernels {

    /// Index of the first number in a large array that aligns the numbers to a cache line: an array has a header
    /// of 16 bytes, and the collector places large arrays at the beginning of a region. Vectors that cross cache
    /// lines are read at half the speed. It affects only speed.
    int START = 12;

    /// A matrix inside an array: row `i`, column `j` is at `from + i * rowStride + j * columnStride`.
    record Block(float[] values, int from, int rowStride, int columnStride) {

        /// Returns the block of a matrix in row-major order.
        public static Block ofRows(float[] values, int from, int rowStride) {
            return new Block(values, from, rowStride, 1);
        }

        /// Returns the transposed view.
        public Block transposed() {
            return new Block(values, from, columnStride, rowStride);
        }
    }

    /// Returns the inner product of `a[aFrom, aFrom + length)` and `b[bFrom, bFrom + length)`.
    float dot(float[] a, int aFrom, float[] b, int bFrom, int length);

    /// Adds `factor` times `x[xFrom, xFrom + length)` to `y[yFrom, yFrom + length)`.
    void addScaled(float factor, float[] x, int xFrom, float[] y, int yFrom, int length);

    /// Multiplies `x[from, from + length)` by `factor`.
    void scale(float factor, float[] x, int from, int length);

    /// Adds the product of `a` (`rows` x `depth`) and `b` (`depth` x `columns`) to `c`. The column stride of `b`
    /// and `c` must be 1; `a` may be transposed.
    void addProduct(int rows, int columns, int depth, Block a, Block b, Block c);

    /// Number of values per group in [#highestBits].
    int GROUP = 256;

    /// Number of maxima per group in [#highestBits].
    int IN_GROUP = 16;

    /// Sets `out[16 g + j]` to the maximum of the bits, as signed ints, of the 16 numbers at `256 g + 16 k + j`,
    /// for k from 0 to 15. If one of them is positive, these are the bits of their maximum, or of NaN.
    void highestBits(float[] values, int groups, int[] out);

    /// Returns an empty system of `width` linear equations, a reusable work space of one thread.
    NormalEquations normalEquations(int width);

    /// Returns a panel for up to `capacity` rows of `width` numbers, a reusable work space of one thread.
    RowPanel rowPanel(int width, int capacity);

    /// Returns the inner product of two byte ranges with values from -127 to 127.
    int dot(byte[] a, int aFrom, byte[] b, int bFrom, int length);

    /// Sets `out[i]` to the inner product of `query` with row `first + i` of `rows`, for `i` from 0 to `count`
    /// (exclusive).
    ///
    /// @param query a row
    /// @param rows floats in row-major order, with rows as long as the query
    void dotRows(float[] query, MemorySegment rows, int first, int count, float[] out);

    /// Sets `out[i]` to `factor * scales[first + i]` times the inner product of `query` with row `first + i` of
    /// `rows`, for `i` from 0 to `count` (exclusive).
    ///
    /// @param query values from -127 to 127
    /// @param rows bytes from -127 to 127 in row-major order, with rows as long as the query; see [ByteRows]
    /// @param scales a float for each row
    void dotByteRows(
            byte[] query, float factor, MemorySegment rows, MemorySegment scales, int first, int count, float[] out);

    /// Returns the fastest implementation for this JVM. The selection is the same for any number of threads.
    static FloatKernels select() {
        return Selected.KERNELS;
    }

    /// Holder of the selection, which is made and logged once.
    final class Selected {

        private static final FloatKernels KERNELS = fastest();

        private Selected() {}

        private static FloatKernels fastest() {
            if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
                return new VectorFloatKernels();
            }
            System.getLogger("dev.kindred.kernels")
                    .log(
                            Level.WARNING,
                            "SIMD is off, training will be slower: start java with --add-modules jdk.incubator.vector");
            return new ScalarFloatKernels();
        }
    }
}
