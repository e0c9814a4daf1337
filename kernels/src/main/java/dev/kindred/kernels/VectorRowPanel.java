package dev.kindred.kernels;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [RowPanel] with SIMD. Rows are floats, padded as in their table. They are processed in blocks that stay in
/// the first-level cache between their two uses: for the inner products, then for the sum. Each use processes
/// strips of up to eight vectors, whose counterparts stay in registers.
final class VectorRowPanel implements RowPanel {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int HALF = Bfloat16Rows.BLOCK / 2; // half of a block of columns, in a cache line of ints
    private static final int BLOCK = 4096; // in floats
    private static final int GATHERED_AT_ONCE = 2048; // in floats

    private final int width;
    private final int padded;
    private final float[] values; // from FloatKernels#START on
    private final float[] weights;
    private final float[] paddedX;
    private final float[] sums;
    private final int blockRows;
    private final float[] products; // a vector of products for each row of a block, to be reduced
    private final float[] factors; // factors of a block's rows; initially inner products
    private int count;

    @SuppressWarnings("unused") // keeps the compiler from removing the reads
    private int touched;

    VectorRowPanel(int width, int capacity) {
        this.width = width;
        padded = Bfloat16Rows.padded(width);
        values = new float[Math.addExact(FloatKernels.START, Math.multiplyExact(capacity, padded))];
        weights = new float[capacity];
        paddedX = new float[padded];
        sums = new float[padded];
        blockRows = Math.max(1, BLOCK / padded);
        products = new float[(blockRows + LaneSums.AT_ONCE - 1) / LaneSums.AT_ONCE * LaneSums.AT_ONCE * LANES];
        factors = new float[products.length / LANES + LANES]; // whole vectors are written to it
    }

    @Override
    public int capacity() {
        return weights.length;
    }

    /// Reads the rows' cache lines before it copies them: the processor keeps more reads in flight if nothing
    /// depends on their values.
    @Override
    public void gather(Bfloat16Rows table, int[] rows, int from, int to, float[] weights) {
        count = to - from;
        int atOnce = Math.max(1, GATHERED_AT_ONCE / padded);
        int sum = 0;
        for (int next = from; next < to; next += atOnce) {
            int end = Math.min(to, next + atOnce);
            sum += touch(table, rows, next, end);
            copy(table, rows, next, end, values, FloatKernels.START + (next - from) * padded);
        }
        touched = sum;
        if (weights.length == 0) {
            Arrays.fill(this.weights, 0, count, 1);
        } else {
            System.arraycopy(weights, from, this.weights, 0, count);
        }
    }

    private static int touch(Bfloat16Rows table, int[] rows, int from, int to) {
        int[] packed = table.packed();
        int stride = table.stride();
        int sum = 0;
        int line = 0;
        for (; line + 2 * HALF <= stride; line += 2 * HALF) {
            for (int k = from; k < to; k++) {
                int at = FloatKernels.START + rows[k] * stride + line;
                sum += packed[at] + packed[at + HALF];
            }
        }
        if (line < stride) {
            for (int k = from; k < to; k++) {
                sum += packed[FloatKernels.START + rows[k] * stride + line];
            }
        }
        return sum;
    }

    private static void copy(Bfloat16Rows table, int[] rows, int from, int to, float[] values, int start) {
        int[] packed = table.packed();
        int stride = table.stride();
        int line = 0;
        for (; line + 2 * HALF <= stride; line += 2 * HALF) {
            for (int k = from; k < to; k++) {
                int at = FloatKernels.START + rows[k] * stride + line;
                int out = start + 2 * ((k - from) * stride + line);
                widenLine(packed, at, values, out);
                widenLine(packed, at + HALF, values, out + 2 * HALF);
            }
        }
        if (line < stride) {
            for (int k = from; k < to; k++) {
                widenLine(
                        packed,
                        FloatKernels.START + rows[k] * stride + line,
                        values,
                        start + 2 * ((k - from) * stride + line));
            }
        }
    }

    private static void widenLine(int[] packed, int at, float[] values, int out) {
        widen(packed, at, values, out);
        if (LANES < HALF) {
            widen(packed, at + LANES, values, out + LANES);
        }
        for (int i = 2 * LANES; i < HALF; i += LANES) {
            widen(packed, at + i, values, out + i);
        }
    }

    private static void widen(int[] packed, int at, float[] values, int out) {
        var pairs = IntVector.fromArray(INTS, packed, at);
        pairs.and(Bfloat16Rows.UPPER).reinterpretAsFloats().intoArray(values, out);
        pairs.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().intoArray(values, out + HALF);
    }

    @Override
    public void addRemainders(float target, float[] x, float[] out) {
        System.arraycopy(x, 0, paddedX, 0, width);
        Arrays.fill(sums, 0);
        for (int from = 0; from < count; from += blockRows) {
            int rows = Math.min(blockRows, count - from);
            setInnerProducts(FloatKernels.START + from * padded, rows);
            for (int i = 0; i < rows; i++) {
                factors[i] = weights[from + i] * (target - factors[i]);
            }
            addMultiples(FloatKernels.START + from * padded, rows);
        }
        for (int j = 0; j < width; j++) {
            out[j] += sums[j];
        }
    }

    @Override
    public double squares(float[] x) {
        System.arraycopy(x, 0, paddedX, 0, width);
        double sum = 0;
        for (int from = 0; from < count; from += blockRows) {
            int rows = Math.min(blockRows, count - from);
            setInnerProducts(FloatKernels.START + from * padded, rows);
            for (int i = 0; i < rows; i++) {
                sum += (double) weights[from + i] * factors[i] * factors[i];
            }
        }
        return sum;
    }

    /// Sets the first factors to the rows' inner products with x.
    private void setInnerProducts(int start, int rows) {
        Arrays.fill(products, 0, rows * LANES, 0);
        int column = 0;
        for (; column + 8 * LANES <= padded; column += 8 * LANES) {
            addProducts8(values, start + column, padded, rows, paddedX, column, products);
        }
        for (; column + 4 * LANES <= padded; column += 4 * LANES) {
            addProducts4(values, start + column, padded, rows, paddedX, column, products);
        }
        for (; column < padded; column += LANES) {
            addProducts1(values, start + column, padded, rows, paddedX, column, products);
        }
        LaneSums.set(products, rows, factors);
    }

    private void addMultiples(int start, int rows) {
        int column = 0;
        for (; column + 8 * LANES <= padded; column += 8 * LANES) {
            addMultiples8(values, start + column, padded, rows, factors, sums, column);
        }
        for (; column + 4 * LANES <= padded; column += 4 * LANES) {
            addMultiples4(values, start + column, padded, rows, factors, sums, column);
        }
        for (; column < padded; column += LANES) {
            addMultiples1(values, start + column, padded, rows, factors, sums, column);
        }
    }

    private static void addProducts8(
            float[] values, int start, int stride, int rows, float[] x, int xFrom, float[] out) {
        var x0 = FloatVector.fromArray(SPECIES, x, xFrom);
        var x1 = FloatVector.fromArray(SPECIES, x, xFrom + LANES);
        var x2 = FloatVector.fromArray(SPECIES, x, xFrom + 2 * LANES);
        var x3 = FloatVector.fromArray(SPECIES, x, xFrom + 3 * LANES);
        var x4 = FloatVector.fromArray(SPECIES, x, xFrom + 4 * LANES);
        var x5 = FloatVector.fromArray(SPECIES, x, xFrom + 5 * LANES);
        var x6 = FloatVector.fromArray(SPECIES, x, xFrom + 6 * LANES);
        var x7 = FloatVector.fromArray(SPECIES, x, xFrom + 7 * LANES);
        for (int i = 0; i < rows; i++) {
            int at = start + i * stride;
            var even =
                    FloatVector.fromArray(SPECIES, values, at).fma(x0, FloatVector.fromArray(SPECIES, out, i * LANES));
            var odd = FloatVector.fromArray(SPECIES, values, at + LANES).mul(x1);
            even = FloatVector.fromArray(SPECIES, values, at + 2 * LANES).fma(x2, even);
            odd = FloatVector.fromArray(SPECIES, values, at + 3 * LANES).fma(x3, odd);
            even = FloatVector.fromArray(SPECIES, values, at + 4 * LANES).fma(x4, even);
            odd = FloatVector.fromArray(SPECIES, values, at + 5 * LANES).fma(x5, odd);
            even = FloatVector.fromArray(SPECIES, values, at + 6 * LANES).fma(x6, even);
            odd = FloatVector.fromArray(SPECIES, values, at + 7 * LANES).fma(x7, odd);
            even.add(odd).intoArray(out, i * LANES);
        }
    }

    private static void addProducts4(
            float[] values, int start, int stride, int rows, float[] x, int xFrom, float[] out) {
        var x0 = FloatVector.fromArray(SPECIES, x, xFrom);
        var x1 = FloatVector.fromArray(SPECIES, x, xFrom + LANES);
        var x2 = FloatVector.fromArray(SPECIES, x, xFrom + 2 * LANES);
        var x3 = FloatVector.fromArray(SPECIES, x, xFrom + 3 * LANES);
        for (int i = 0; i < rows; i++) {
            int at = start + i * stride;
            var even =
                    FloatVector.fromArray(SPECIES, values, at).fma(x0, FloatVector.fromArray(SPECIES, out, i * LANES));
            var odd = FloatVector.fromArray(SPECIES, values, at + LANES).mul(x1);
            even = FloatVector.fromArray(SPECIES, values, at + 2 * LANES).fma(x2, even);
            odd = FloatVector.fromArray(SPECIES, values, at + 3 * LANES).fma(x3, odd);
            even.add(odd).intoArray(out, i * LANES);
        }
    }

    private static void addProducts1(
            float[] values, int start, int stride, int rows, float[] x, int xFrom, float[] out) {
        var x0 = FloatVector.fromArray(SPECIES, x, xFrom);
        for (int i = 0; i < rows; i++) {
            FloatVector.fromArray(SPECIES, values, start + i * stride)
                    .fma(x0, FloatVector.fromArray(SPECIES, out, i * LANES))
                    .intoArray(out, i * LANES);
        }
    }

    private static void addMultiples8(
            float[] values, int start, int stride, int rows, float[] factors, float[] out, int outFrom) {
        var sum0 = FloatVector.fromArray(SPECIES, out, outFrom);
        var sum1 = FloatVector.fromArray(SPECIES, out, outFrom + LANES);
        var sum2 = FloatVector.fromArray(SPECIES, out, outFrom + 2 * LANES);
        var sum3 = FloatVector.fromArray(SPECIES, out, outFrom + 3 * LANES);
        var sum4 = FloatVector.fromArray(SPECIES, out, outFrom + 4 * LANES);
        var sum5 = FloatVector.fromArray(SPECIES, out, outFrom + 5 * LANES);
        var sum6 = FloatVector.fromArray(SPECIES, out, outFrom + 6 * LANES);
        var sum7 = FloatVector.fromArray(SPECIES, out, outFrom + 7 * LANES);
        for (int i = 0; i < rows; i++) {
            int at = start + i * stride;
            var factor = FloatVector.broadcast(SPECIES, factors[i]);
            sum0 = FloatVector.fromArray(SPECIES, values, at).fma(factor, sum0);
            sum1 = FloatVector.fromArray(SPECIES, values, at + LANES).fma(factor, sum1);
            sum2 = FloatVector.fromArray(SPECIES, values, at + 2 * LANES).fma(factor, sum2);
            sum3 = FloatVector.fromArray(SPECIES, values, at + 3 * LANES).fma(factor, sum3);
            sum4 = FloatVector.fromArray(SPECIES, values, at + 4 * LANES).fma(factor, sum4);
            sum5 = FloatVector.fromArray(SPECIES, values, at + 5 * LANES).fma(factor, sum5);
            sum6 = FloatVector.fromArray(SPECIES, values, at + 6 * LANES).fma(factor, sum6);
            sum7 = FloatVector.fromArray(SPECIES, values, at + 7 * LANES).fma(factor, sum7);
        }
        sum0.intoArray(out, outFrom);
        sum1.intoArray(out, outFrom + LANES);
        sum2.intoArray(out, outFrom + 2 * LANES);
        sum3.intoArray(out, outFrom + 3 * LANES);
        sum4.intoArray(out, outFrom + 4 * LANES);
        sum5.intoArray(out, outFrom + 5 * LANES);
        sum6.intoArray(out, outFrom + 6 * LANES);
        sum7.intoArray(out, outFrom + 7 * LANES);
    }

    private static void addMultiples4(
            float[] values, int start, int stride, int rows, float[] factors, float[] out, int outFrom) {
        var sum0 = FloatVector.fromArray(SPECIES, out, outFrom);
        var sum1 = FloatVector.fromArray(SPECIES, out, outFrom + LANES);
        var sum2 = FloatVector.fromArray(SPECIES, out, outFrom + 2 * LANES);
        var sum3 = FloatVector.fromArray(SPECIES, out, outFrom + 3 * LANES);
        for (int i = 0; i < rows; i++) {
            int at = start + i * stride;
            var factor = FloatVector.broadcast(SPECIES, factors[i]);
            sum0 = FloatVector.fromArray(SPECIES, values, at).fma(factor, sum0);
            sum1 = FloatVector.fromArray(SPECIES, values, at + LANES).fma(factor, sum1);
            sum2 = FloatVector.fromArray(SPECIES, values, at + 2 * LANES).fma(factor, sum2);
            sum3 = FloatVector.fromArray(SPECIES, values, at + 3 * LANES).fma(factor, sum3);
        }
        sum0.intoArray(out, outFrom);
        sum1.intoArray(out, outFrom + LANES);
        sum2.intoArray(out, outFrom + 2 * LANES);
        sum3.intoArray(out, outFrom + 3 * LANES);
    }

    private static void addMultiples1(
            float[] values, int start, int stride, int rows, float[] factors, float[] out, int outFrom) {
        var sum = FloatVector.fromArray(SPECIES, out, outFrom);
        for (int i = 0; i < rows; i++) {
            sum = FloatVector.fromArray(SPECIES, values, start + i * stride)
                    .fma(FloatVector.broadcast(SPECIES, factors[i]), sum);
        }
        sum.intoArray(out, outFrom);
    }
}
