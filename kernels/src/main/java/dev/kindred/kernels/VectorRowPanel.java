package dev.kindred.kernels;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// [RowPanel] with SIMD. Rows are padded to whole vectors. They are gone through in blocks that stay in the
/// first-level cache between their two uses: for the inner products, then for the sum. Each use goes down the
/// rows in strips of up to eight vectors, whose counterparts stay in registers.
final class VectorRowPanel implements RowPanel {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int BLOCK = 4096; // floats
    private static final int GATHERED_AT_ONCE = 2048; // floats

    private final int width;
    private final int padded;
    private final float[] values; // from FloatKernels#START on
    private final float[] weights;
    private final float[] paddedX;
    private final float[] sums;
    private final float[] factors; // of a block's rows: first inner products
    private int count;

    @SuppressWarnings("unused") // kept, for otherwise the compiler would leave the reading out
    private float touched;

    VectorRowPanel(int width, int capacity) {
        this.width = width;
        padded = (width + LANES - 1) / LANES * LANES;
        values = new float[Math.addExact(FloatKernels.START, Math.multiplyExact(capacity, padded))];
        weights = new float[capacity];
        paddedX = new float[padded];
        sums = new float[padded];
        factors = new float[Math.max(1, BLOCK / padded)];
    }

    @Override
    public int capacity() {
        return weights.length;
    }

    /// Reads some rows' cache lines first, then copies them: the processor can wait for more lines at a time when
    /// nothing is to be done with them.
    @Override
    public void gather(float[] table, int start, int[] rows, int from, int to, float[] weights) {
        count = to - from;
        int atOnce = Math.max(1, GATHERED_AT_ONCE / padded);
        float sum = 0;
        for (int next = from; next < to; next += atOnce) {
            int end = Math.min(to, next + atOnce);
            sum += touch(table, start, rows, next, end);
            copy(table, start, rows, next, end, FloatKernels.START + (next - from) * padded);
        }
        touched = sum;
        if (weights.length == 0) {
            Arrays.fill(this.weights, 0, count, 1);
        } else {
            System.arraycopy(weights, from, this.weights, 0, count);
        }
    }

    private float touch(float[] table, int start, int[] rows, int from, int to) {
        float sum = 0;
        int width = this.width;
        for (int k = from; k < to; k++) {
            int at = start + rows[k] * width;
            int end = at + width;
            for (; at + 64 <= end; at += 64) {
                sum += table[at] + table[at + 16] + table[at + 32] + table[at + 48];
            }
            for (; at < end; at += 16) {
                sum += table[at];
            }
            sum += table[end - 1];
        }
        return sum;
    }

    private void copy(float[] table, int start, int[] rows, int from, int to, int panelStart) {
        float[] values = this.values;
        int column = 0;
        for (; column + 4 * LANES <= width; column += 4 * LANES) {
            for (int k = from; k < to; k++) {
                int at = start + rows[k] * width + column;
                int out = panelStart + (k - from) * padded + column;
                FloatVector.fromArray(SPECIES, table, at).intoArray(values, out);
                FloatVector.fromArray(SPECIES, table, at + LANES).intoArray(values, out + LANES);
                FloatVector.fromArray(SPECIES, table, at + 2 * LANES).intoArray(values, out + 2 * LANES);
                FloatVector.fromArray(SPECIES, table, at + 3 * LANES).intoArray(values, out + 3 * LANES);
            }
        }
        if (column < width) {
            for (int k = from; k < to; k++) {
                int at = start + rows[k] * width + column;
                System.arraycopy(table, at, values, panelStart + (k - from) * padded + column, width - column);
            }
        }
    }

    @Override
    public void addRemainders(float target, float[] x, float[] out) {
        System.arraycopy(x, 0, paddedX, 0, width);
        Arrays.fill(sums, 0);
        for (int from = 0; from < count; from += factors.length) {
            int rows = Math.min(factors.length, count - from);
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
        for (int from = 0; from < count; from += factors.length) {
            int rows = Math.min(factors.length, count - from);
            setInnerProducts(FloatKernels.START + from * padded, rows);
            for (int i = 0; i < rows; i++) {
                sum += (double) weights[from + i] * factors[i] * factors[i];
            }
        }
        return sum;
    }

    /// Sets the first factors to the rows' inner products with x.
    private void setInnerProducts(int start, int rows) {
        Arrays.fill(factors, 0, rows, 0);
        int column = 0;
        for (; column + 8 * LANES <= padded; column += 8 * LANES) {
            addInnerProducts8(values, start + column, padded, rows, paddedX, column, factors);
        }
        for (; column + 4 * LANES <= padded; column += 4 * LANES) {
            addInnerProducts4(values, start + column, padded, rows, paddedX, column, factors);
        }
        for (; column < padded; column += LANES) {
            addInnerProducts1(values, start + column, padded, rows, paddedX, column, factors);
        }
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

    private static void addInnerProducts8(
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
            var even = FloatVector.fromArray(SPECIES, values, at).mul(x0);
            var odd = FloatVector.fromArray(SPECIES, values, at + LANES).mul(x1);
            even = FloatVector.fromArray(SPECIES, values, at + 2 * LANES).fma(x2, even);
            odd = FloatVector.fromArray(SPECIES, values, at + 3 * LANES).fma(x3, odd);
            even = FloatVector.fromArray(SPECIES, values, at + 4 * LANES).fma(x4, even);
            odd = FloatVector.fromArray(SPECIES, values, at + 5 * LANES).fma(x5, odd);
            even = FloatVector.fromArray(SPECIES, values, at + 6 * LANES).fma(x6, even);
            odd = FloatVector.fromArray(SPECIES, values, at + 7 * LANES).fma(x7, odd);
            out[i] += VectorFloatKernels.sum(even.add(odd));
        }
    }

    private static void addInnerProducts4(
            float[] values, int start, int stride, int rows, float[] x, int xFrom, float[] out) {
        var x0 = FloatVector.fromArray(SPECIES, x, xFrom);
        var x1 = FloatVector.fromArray(SPECIES, x, xFrom + LANES);
        var x2 = FloatVector.fromArray(SPECIES, x, xFrom + 2 * LANES);
        var x3 = FloatVector.fromArray(SPECIES, x, xFrom + 3 * LANES);
        for (int i = 0; i < rows; i++) {
            int at = start + i * stride;
            var even = FloatVector.fromArray(SPECIES, values, at).mul(x0);
            var odd = FloatVector.fromArray(SPECIES, values, at + LANES).mul(x1);
            even = FloatVector.fromArray(SPECIES, values, at + 2 * LANES).fma(x2, even);
            odd = FloatVector.fromArray(SPECIES, values, at + 3 * LANES).fma(x3, odd);
            out[i] += VectorFloatKernels.sum(even.add(odd));
        }
    }

    private static void addInnerProducts1(
            float[] values, int start, int stride, int rows, float[] x, int xFrom, float[] out) {
        var x0 = FloatVector.fromArray(SPECIES, x, xFrom);
        for (int i = 0; i < rows; i++) {
            out[i] += VectorFloatKernels.sum(
                    FloatVector.fromArray(SPECIES, values, start + i * stride).mul(x0));
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
