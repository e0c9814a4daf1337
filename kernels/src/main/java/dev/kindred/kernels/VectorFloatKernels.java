package dev.kindred.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Kernels with SIMD, in the machine's widest vectors. Every species is a class constant, and no vector escapes
/// its method: otherwise the compiler allocates vectors on the heap.
final class VectorFloatKernels implements FloatKernels {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    /// Bytes are widened to shorts, which hold the sum of two products, and then to ints. A short vector has the
    /// machine's width, a byte vector half of it.
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;

    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(SHORTS.vectorBitSize() / 2));
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int BYTE_LANES = BYTES.length();

    @Override
    public float dot(float[] a, int aFrom, float[] b, int bFrom, int length) {
        var sum0 = FloatVector.zero(SPECIES);
        var sum1 = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= length - 2 * LANES; i += 2 * LANES) {
            sum0 = FloatVector.fromArray(SPECIES, a, aFrom + i).fma(FloatVector.fromArray(SPECIES, b, bFrom + i), sum0);
            sum1 = FloatVector.fromArray(SPECIES, a, aFrom + i + LANES)
                    .fma(FloatVector.fromArray(SPECIES, b, bFrom + i + LANES), sum1);
        }
        if (i <= length - LANES) {
            sum0 = FloatVector.fromArray(SPECIES, a, aFrom + i).fma(FloatVector.fromArray(SPECIES, b, bFrom + i), sum0);
            i += LANES;
        }
        float sum = i == 0 ? 0 : LaneSums.of(sum0.add(sum1));
        for (; i < length; i++) {
            sum += a[aFrom + i] * b[bFrom + i];
        }
        return sum;
    }

    @Override
    public void addScaled(float factor, float[] x, int xFrom, float[] y, int yFrom, int length) {
        var factors = FloatVector.broadcast(SPECIES, factor);
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xFrom + i)
                    .fma(factors, FloatVector.fromArray(SPECIES, y, yFrom + i))
                    .intoArray(y, yFrom + i);
        }
        for (; i < length; i++) {
            y[yFrom + i] += factor * x[xFrom + i];
        }
    }

    @Override
    public void scale(float factor, float[] x, int from, int length) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            FloatVector.fromArray(SPECIES, x, from + i).mul(factor).intoArray(x, from + i);
        }
        for (; i < length; i++) {
            x[from + i] *= factor;
        }
    }

    @Override
    public void addProduct(int rows, int columns, int depth, Block a, Block b, Block c) {
        int j = 0;
        for (; j <= columns - 2 * LANES; j += 2 * LANES) {
            int i = 0;
            for (; i <= rows - 4; i += 4) {
                addTile4x2(depth, i, j, a, b, c);
            }
            for (; i < rows; i++) {
                addTile1x1(depth, i, j, a, b, c);
                addTile1x1(depth, i, j + LANES, a, b, c);
            }
        }
        for (; j <= columns - LANES; j += LANES) {
            for (int i = 0; i < rows; i++) {
                addTile1x1(depth, i, j, a, b, c);
            }
        }
        for (; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                float sum = 0;
                for (int k = 0; k < depth; k++) {
                    sum += a.values()[a.from() + i * a.rowStride() + k * a.columnStride()]
                            * b.values()[b.from() + k * b.rowStride() + j];
                }
                c.values()[c.from() + i * c.rowStride() + j] += sum;
            }
        }
    }

    private static void addTile4x2(int depth, int row, int column, Block left, Block right, Block out) {
        float[] a = left.values();
        int a0 = left.from() + row * left.rowStride();
        int a1 = a0 + left.rowStride();
        int a2 = a1 + left.rowStride();
        int a3 = a2 + left.rowStride();
        int aStep = left.columnStride();
        float[] b = right.values();
        int bAt = right.from() + column;
        int bStep = right.rowStride();
        float[] c = out.values();
        int c0 = out.from() + row * out.rowStride() + column;
        int c1 = c0 + out.rowStride();
        int c2 = c1 + out.rowStride();
        int c3 = c2 + out.rowStride();
        var c00 = FloatVector.fromArray(SPECIES, c, c0);
        var c01 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        var c10 = FloatVector.fromArray(SPECIES, c, c1);
        var c11 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
        var c20 = FloatVector.fromArray(SPECIES, c, c2);
        var c21 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
        var c30 = FloatVector.fromArray(SPECIES, c, c3);
        var c31 = FloatVector.fromArray(SPECIES, c, c3 + LANES);
        for (int k = 0; k < depth; k++) {
            var b0 = FloatVector.fromArray(SPECIES, b, bAt);
            var b1 = FloatVector.fromArray(SPECIES, b, bAt + LANES);
            bAt += bStep;
            int step = k * aStep;
            var f0 = FloatVector.broadcast(SPECIES, a[a0 + step]);
            c00 = f0.fma(b0, c00);
            c01 = f0.fma(b1, c01);
            var f1 = FloatVector.broadcast(SPECIES, a[a1 + step]);
            c10 = f1.fma(b0, c10);
            c11 = f1.fma(b1, c11);
            var f2 = FloatVector.broadcast(SPECIES, a[a2 + step]);
            c20 = f2.fma(b0, c20);
            c21 = f2.fma(b1, c21);
            var f3 = FloatVector.broadcast(SPECIES, a[a3 + step]);
            c30 = f3.fma(b0, c30);
            c31 = f3.fma(b1, c31);
        }
        c00.intoArray(c, c0);
        c01.intoArray(c, c0 + LANES);
        c10.intoArray(c, c1);
        c11.intoArray(c, c1 + LANES);
        c20.intoArray(c, c2);
        c21.intoArray(c, c2 + LANES);
        c30.intoArray(c, c3);
        c31.intoArray(c, c3 + LANES);
    }

    private static void addTile1x1(int depth, int row, int column, Block left, Block right, Block out) {
        float[] a = left.values();
        int aAt = left.from() + row * left.rowStride();
        int bAt = right.from() + column;
        int cAt = out.from() + row * out.rowStride() + column;
        var sum = FloatVector.fromArray(SPECIES, out.values(), cAt);
        for (int k = 0; k < depth; k++) {
            sum = FloatVector.fromArray(SPECIES, right.values(), bAt).fma(FloatVector.broadcast(SPECIES, a[aAt]), sum);
            aAt += left.columnStride();
            bAt += right.rowStride();
        }
        sum.intoArray(out.values(), cAt);
    }

    @Override
    public void highestBits(float[] values, int groups, int[] out) {
        for (int group = 0; group < groups; group++) {
            for (int j = 0; j < IN_GROUP; j += LANES) {
                int at = group * GROUP + j;
                var most = FloatVector.fromArray(SPECIES, values, at).reinterpretAsInts();
                for (int k = IN_GROUP; k < GROUP; k += IN_GROUP) {
                    most = most.max(
                            FloatVector.fromArray(SPECIES, values, at + k).reinterpretAsInts());
                }
                most.intoArray(out, group * IN_GROUP + j);
            }
        }
    }

    @Override
    public NormalEquations normalEquations(int width) {
        return new VectorNormalEquations(width);
    }

    @Override
    public RowPanel rowPanel(int width, int capacity) {
        return new VectorRowPanel(width, capacity);
    }

    @Override
    public int dot(byte[] a, int aFrom, byte[] b, int bFrom, int length) {
        var sums = IntVector.zero(INTS);
        int i = 0;
        for (; i <= length - BYTE_LANES; i += BYTE_LANES) {
            var x = (ShortVector)
                    ByteVector.fromArray(BYTES, a, aFrom + i).convertShape(VectorOperators.B2S, SHORTS, 0);
            var y = (ShortVector)
                    ByteVector.fromArray(BYTES, b, bFrom + i).convertShape(VectorOperators.B2S, SHORTS, 0);
            sums = addHalves(sums, x.mul(y));
        }
        int sum = i == 0 ? 0 : sums.reduceLanes(VectorOperators.ADD);
        for (; i < length; i++) {
            sum += a[aFrom + i] * b[bFrom + i];
        }
        return sum;
    }

    private static IntVector addHalves(IntVector sums, Vector<Short> products) {
        return sums.add(products.convertShape(VectorOperators.S2I, INTS, 0))
                .add(products.convertShape(VectorOperators.S2I, INTS, 1));
    }

    @Override
    public void dotRows(float[] query, MemorySegment rows, int first, int count, float[] out) {
        int length = query.length;
        long step = (long) length * Float.BYTES;
        int whole = length / LANES * LANES;
        int row = 0;
        for (; row <= count - 4; row += 4) { // four rows at once: their sums are independent
            long at0 = (first + row) * step;
            long at1 = at0 + step;
            long at2 = at1 + step;
            long at3 = at2 + step;
            var sum0 = FloatVector.zero(SPECIES);
            var sum1 = FloatVector.zero(SPECIES);
            var sum2 = FloatVector.zero(SPECIES);
            var sum3 = FloatVector.zero(SPECIES);
            for (int i = 0; i < whole; i += LANES) {
                long offset = (long) i * Float.BYTES;
                var q = FloatVector.fromArray(SPECIES, query, i);
                sum0 = q.fma(FloatVector.fromMemorySegment(SPECIES, rows, at0 + offset, ORDER), sum0);
                sum1 = q.fma(FloatVector.fromMemorySegment(SPECIES, rows, at1 + offset, ORDER), sum1);
                sum2 = q.fma(FloatVector.fromMemorySegment(SPECIES, rows, at2 + offset, ORDER), sum2);
                sum3 = q.fma(FloatVector.fromMemorySegment(SPECIES, rows, at3 + offset, ORDER), sum3);
            }
            out[row] = LaneSums.of(sum0) + rest(query, whole, rows, at0);
            out[row + 1] = LaneSums.of(sum1) + rest(query, whole, rows, at1);
            out[row + 2] = LaneSums.of(sum2) + rest(query, whole, rows, at2);
            out[row + 3] = LaneSums.of(sum3) + rest(query, whole, rows, at3);
        }
        for (; row < count; row++) {
            long at = (first + row) * step;
            var sum = FloatVector.zero(SPECIES);
            for (int i = 0; i < whole; i += LANES) {
                sum = FloatVector.fromArray(SPECIES, query, i)
                        .fma(FloatVector.fromMemorySegment(SPECIES, rows, at + (long) i * Float.BYTES, ORDER), sum);
            }
            out[row] = LaneSums.of(sum) + rest(query, whole, rows, at);
        }
    }

    private static float rest(float[] query, int from, MemorySegment rows, long rowAt) {
        float sum = 0;
        for (int i = from; i < query.length; i++) {
            sum += query[i] * rows.get(ScalarFloatKernels.FLOAT, rowAt + (long) i * Float.BYTES);
        }
        return sum;
    }

    @Override
    public void dotByteRows(
            byte[] query, float factor, MemorySegment rows, MemorySegment scales, int first, int count, float[] out) {
        int length = query.length;
        int pairs = length / (2 * BYTE_LANES) * (2 * BYTE_LANES);
        for (int row = 0; row < count; row++) {
            long at = (long) (first + row) * length;
            var sums = IntVector.zero(INTS);
            int i = 0;
            for (; i < pairs; i += 2 * BYTE_LANES) {
                sums = addHalves(sums, products(query, i, rows, at).add(products(query, i + BYTE_LANES, rows, at)));
            }
            if (i <= length - BYTE_LANES) {
                sums = addHalves(sums, products(query, i, rows, at));
                i += BYTE_LANES;
            }
            int sum = sums.reduceLanes(VectorOperators.ADD);
            for (; i < length; i++) {
                sum += query[i] * rows.get(ValueLayout.JAVA_BYTE, at + i);
            }
            out[row] = factor * scales.get(ScalarFloatKernels.FLOAT, (long) (first + row) * Float.BYTES) * sum;
        }
    }

    private static ShortVector products(byte[] query, int i, MemorySegment rows, long rowAt) {
        var q = (ShortVector) ByteVector.fromArray(BYTES, query, i).convertShape(VectorOperators.B2S, SHORTS, 0);
        var r = ByteVector.fromMemorySegment(BYTES, rows, rowAt + i, ORDER)
                .convertShape(VectorOperators.B2S, SHORTS, 0);
        return q.mul(r);
    }
}
