package dev.kindred.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The scalar implementation of each kernel: the fallback without SIMD, and the reference in tests.
final class ScalarFloatKernels implements FloatKernels {

    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public float dot(float[] a, int aFrom, float[] b, int bFrom, int length) {
        float sum = 0;
        for (int i = 0; i < length; i++) {
            sum += a[aFrom + i] * b[bFrom + i];
        }
        return sum;
    }

    @Override
    public void addScaled(float factor, float[] x, int xFrom, float[] y, int yFrom, int length) {
        for (int i = 0; i < length; i++) {
            y[yFrom + i] += factor * x[xFrom + i];
        }
    }

    @Override
    public void scale(float factor, float[] x, int from, int length) {
        for (int i = 0; i < length; i++) {
            x[from + i] *= factor;
        }
    }

    @Override
    public void addProduct(int rows, int columns, int depth, Block a, Block b, Block c) {
        for (int i = 0; i < rows; i++) {
            int out = c.from() + i * c.rowStride();
            for (int k = 0; k < depth; k++) {
                float factor = a.values()[a.from() + i * a.rowStride() + k * a.columnStride()];
                addScaled(factor, b.values(), b.from() + k * b.rowStride(), c.values(), out, columns);
            }
        }
    }

    @Override
    public void highestBits(float[] values, int groups, int[] out) {
        for (int i = 0; i < groups * IN_GROUP; i++) {
            int at = i / IN_GROUP * GROUP + i % IN_GROUP;
            int most = Integer.MIN_VALUE;
            for (int k = 0; k < GROUP; k += IN_GROUP) {
                most = Math.max(most, Float.floatToRawIntBits(values[at + k]));
            }
            out[i] = most;
        }
    }

    @Override
    public NormalEquations normalEquations(int width) {
        return new ScalarNormalEquations(width);
    }

    @Override
    public RowPanel rowPanel(int width, int capacity) {
        return new ScalarRowPanel(width, capacity);
    }

    @Override
    public int dot(byte[] a, int aFrom, byte[] b, int bFrom, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += a[aFrom + i] * b[bFrom + i];
        }
        return sum;
    }

    @Override
    public void dotRows(float[] query, MemorySegment rows, int first, int count, float[] out) {
        long at = (long) first * query.length * Float.BYTES;
        for (int row = 0; row < count; row++) {
            float sum = 0;
            for (int i = 0; i < query.length; i++) {
                sum += query[i] * rows.get(FLOAT, at);
                at += Float.BYTES;
            }
            out[row] = sum;
        }
    }

    @Override
    public void dotByteRows(
            byte[] query, float factor, MemorySegment rows, MemorySegment scales, int first, int count, float[] out) {
        long at = (long) first * query.length;
        for (int row = 0; row < count; row++) {
            int sum = 0;
            for (int i = 0; i < query.length; i++) {
                sum += query[i] * rows.get(ValueLayout.JAVA_BYTE, at);
                at++;
            }
            out[row] = factor * scales.get(FLOAT, (long) (first + row) * Float.BYTES) * sum;
        }
    }
}
