package dev.kindred.kernels;

import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;

/// Dense float arithmetic. Bounds are the caller's to check: every method sits in an inner loop. The two
/// readings of it agree up to rounding; each alone gives the same bits for the same input.
///
/// Memory segments are read in little-endian order from any offset, so that a mapped file can be scanned
/// where it lies.
public sealed interface FloatKernels permits ScalarFloatKernels, VectorFloatKernels {

    /// Where the numbers of a large array should begin, so that they begin on a cache line: an array has a header
    /// of 16 bytes, and large ones stand at the beginning of a region of the collector. Vectors of numbers that
    /// lie across cache lines are read at half the speed. Nothing but speed depends on it.
    int START = 12;

    /// A matrix inside an array: row `i`, column `j` is at `from + i * rowStride + j * columnStride`.
    record Block(float[] values, int from, int rowStride, int columnStride) {

        /// Returns the block of a matrix whose rows lie one after another.
        public static Block ofRows(float[] values, int from, int rowStride) {
            return new Block(values, from, rowStride, 1);
        }

        /// Returns the same numbers with rows and columns exchanged.
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

    /// Adds the product of `a` (`rows` x `depth`) and `b` (`depth` x `columns`) to `c`. The columns of `b` and
    /// of `c` must lie next to each other; `a` may be transposed.
    void addProduct(int rows, int columns, int depth, Block a, Block b, Block c);

    /// How many numbers [#highestBits] looks at for [#IN_GROUP] results.
    int GROUP = 256;

    /// How many results there are for each [#GROUP] of numbers.
    int IN_GROUP = 16;

    /// Sets `out[16 g + j]` to the highest of the bits, as an int, of the 16 numbers at `256 g + 16 k + j`, for k
    /// from 0 to 15: where one of them is above 0, of the highest of them, or of NaN.
    void highestBits(float[] values, int groups, int[] out);

    /// Returns an empty system of `width` linear equations for one thread to fill and solve, over and over.
    NormalEquations normalEquations(int width);

    /// Returns a panel for up to `capacity` rows of `width` numbers, for one thread to fill over and over.
    RowPanel rowPanel(int width, int capacity);

    /// Returns the inner product of two runs of bytes, each from -127 to 127.
    int dot(byte[] a, int aFrom, byte[] b, int bFrom, int length);

    /// Sets `out[i]` to the inner product of `query` with row `first + i` of `rows`, for `i` up to `count`.
    ///
    /// @param rows floats, row after row, each as long as the query
    void dotRows(float[] query, MemorySegment rows, int first, int count, float[] out);

    /// Sets `out[i]` to `factor * scales[first + i]` times the inner product of `query` with row `first + i` of
    /// `rows`, for `i` up to `count`.
    ///
    /// @param query from -127 to 127
    /// @param rows bytes from -127 to 127, row after row, each as long as the query; see [ByteRows]
    /// @param scales a float for each row
    void dotByteRows(
            byte[] query, float factor, MemorySegment rows, MemorySegment scales, int first, int count, float[] out);

    /// Returns the fastest kernels this JVM was started with: always the same ones, for any number of threads.
    static FloatKernels select() {
        return Selected.KERNELS;
    }

    /// Selects once, and so warns once.
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
