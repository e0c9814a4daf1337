package dev.kindred.kernels;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// [NormalEquations] with SIMD: the upper triangle of `A` in rows padded to whole vectors.
///
/// Rows are gathered into a panel. When the panel is full, its products are added to `A`, see [PanelTiles].
///
/// The factorisation is a square-root-free Cholesky factorisation (`A = transposed(U) D U`, of which the rows of
/// `D U` are stored), because square roots are on the critical path. It completes four rows at a time. It then
/// subtracts a block of as many rows as a vector has lanes from the rows below, in tiles as above.
final class VectorNormalEquations implements NormalEquations {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int PANEL_ROWS = PanelTiles.ROWS;
    private static final int STRIP = PanelTiles.STRIP;

    private final int width;
    private final int padded;
    private final int strips;
    private final float[] matrix;
    private final float[] right;
    private final float[] divided; // the rows of a block, each divided by its negated pivot
    private final float[] negatedInverses; // negated inverses of the pivots
    private final float[] panel;
    private final float[] tail; // a partial last vector of a row
    private int filled;

    VectorNormalEquations(int width) {
        this.width = width;
        strips = (width + LANES - 1) / LANES;
        padded = strips * LANES;
        matrix = new float[Math.multiplyExact(padded, padded)];
        right = new float[padded];
        divided = new float[LANES * padded];
        negatedInverses = new float[padded];
        panel = new float[Math.multiplyExact(strips, STRIP)];
        tail = new float[LANES];
    }

    @Override
    public void begin(float[] diagonal, int from) {
        Arrays.fill(matrix, 0);
        for (int i = 0; i < width; i++) {
            matrix[i * padded + i] = diagonal[from + i];
        }
        beginPadding();
    }

    /// Adds an equation `x = 0` for each unknown that pads the last vector.
    private void beginPadding() {
        for (int j = width; j < padded; j++) {
            for (int i = 0; i < j; i++) {
                matrix[i * padded + j] = 0;
                matrix[j * padded + i] = 0;
            }
            matrix[j * padded + j] = 1;
        }
        Arrays.fill(right, 0);
        filled = 0;
    }

    @Override
    public void add(float[] rows, int from, float weight, float target) {
        float root = weight == 1 ? 1 : (float) Math.sqrt(weight);
        int at = filled * LANES;
        int whole = width / LANES * LANES;
        for (int j = 0; j < whole; j += LANES) {
            addVector(FloatVector.fromArray(SPECIES, rows, from + j), j, at, root, target);
            at += STRIP;
        }
        if (whole < width) {
            System.arraycopy(rows, from + whole, tail, 0, width - whole);
            addVector(FloatVector.fromArray(SPECIES, tail, 0), whole, at, root, target);
        }
        if (++filled == PANEL_ROWS) {
            flush();
        }
    }

    private void addVector(FloatVector y, int column, int panelAt, float root, float target) {
        y.mul(root).intoArray(panel, panelAt);
        y.fma(FloatVector.broadcast(SPECIES, target), FloatVector.fromArray(SPECIES, right, column))
                .intoArray(right, column);
    }

    @Override
    public void addInnerProducts(float[] rows, int[] starts, float[] weights, int count, float[] factors) {
        if (filled > 0) {
            flush();
        }
        Arrays.fill(panel, count / LANES * STRIP, panel.length, 0);
        for (int from = 0; from < factors.length; from += PANEL_ROWS) {
            int length = Math.min(PANEL_ROWS, factors.length - from);
            for (int i = 0; i < count; i++) {
                layAcross(rows, starts[i] + from, weights[i], factors, from, length, i / LANES * STRIP + i % LANES);
            }
            filled = length;
            flush();
        }
    }

    /// Scatters a row into a column of the panel.
    private void layAcross(float[] rows, int start, float weight, float[] factors, int from, int length, int panelAt) {
        float[] panel = this.panel;
        for (int k = 0; k < length; k++) {
            panel[panelAt + k * LANES] = weight * factors[from + k] * rows[start + k];
        }
    }

    @Override
    public void addToRightSide(float factor, float[] x, int from) {
        for (int i = 0; i < width; i++) {
            right[i] += factor * x[from + i];
        }
    }

    private void flush() {
        PanelTiles.addProducts(panel, filled, matrix, padded);
        filled = 0;
    }

    @Override
    public void solve(float[] out, int outFrom) {
        if (filled > 0) {
            flush();
        }
        float floor = Float.MIN_NORMAL;
        for (int i = 0; i < width; i++) {
            floor = Math.max(floor, SMALLEST_PIVOT * matrix[i * padded + i]);
        }
        for (int block = 0; block < padded; block += LANES) {
            for (int group = block; group < block + LANES; group += 4) {
                eliminateInFourRows(block, group, floor);
                subtractFourFromRowsOfBlock(block, group);
            }
            subtractFromRowsBelow(block);
        }
        solveBackwards();
        System.arraycopy(right, 0, out, outFrom, width);
    }

    /// Completes four rows: subtracts each from the rows below it in the group, including `b`, and stores each
    /// row divided by its negated pivot for the rows below.
    private void eliminateInFourRows(int block, int group, float floor) {
        float[] matrix = this.matrix;
        float[] divided = this.divided;
        float[] right = this.right;
        int padded = this.padded;
        int row0 = group * padded;
        int row1 = row0 + padded;
        int row2 = row1 + padded;
        int row3 = row2 + padded;
        float a01 = matrix[row0 + group + 1];
        float a02 = matrix[row0 + group + 2];
        float a03 = matrix[row0 + group + 3];
        float d0 = -1 / Math.max(matrix[row0 + group], floor);
        float m01 = a01 * d0;
        float m02 = a02 * d0;
        float m03 = a03 * d0;
        float d1 = -1 / Math.max(matrix[row1 + group + 1] + m01 * a01, floor);
        float a12 = matrix[row1 + group + 2] + m01 * a02;
        float a13 = matrix[row1 + group + 3] + m01 * a03;
        float m12 = a12 * d1;
        float m13 = a13 * d1;
        float d2 = -1 / Math.max(matrix[row2 + group + 2] + m02 * a02 + m12 * a12, floor);
        float a23 = matrix[row2 + group + 3] + m02 * a03 + m12 * a13;
        float m23 = a23 * d2;
        float d3 = -1 / Math.max(matrix[row3 + group + 3] + m03 * a03 + m13 * a13 + m23 * a23, floor);
        for (int j = block; j < padded; j += LANES) {
            int at = (group - block) * padded + j;
            var v0 = FloatVector.fromArray(SPECIES, matrix, row0 + j);
            var v1 = plus(FloatVector.fromArray(SPECIES, matrix, row1 + j), m01, v0);
            var v2 = plus(plus(FloatVector.fromArray(SPECIES, matrix, row2 + j), m02, v0), m12, v1);
            var v3 = plus(plus(plus(FloatVector.fromArray(SPECIES, matrix, row3 + j), m03, v0), m13, v1), m23, v2);
            v1.intoArray(matrix, row1 + j);
            v2.intoArray(matrix, row2 + j);
            v3.intoArray(matrix, row3 + j);
            v0.mul(d0).intoArray(divided, at);
            v1.mul(d1).intoArray(divided, at + padded);
            v2.mul(d2).intoArray(divided, at + 2 * padded);
            v3.mul(d3).intoArray(divided, at + 3 * padded);
        }
        float b0 = right[group];
        float b1 = right[group + 1] + m01 * b0;
        float b2 = right[group + 2] + m02 * b0 + m12 * b1;
        float b3 = right[group + 3] + m03 * b0 + m13 * b1 + m23 * b2;
        right[group + 1] = b1;
        right[group + 2] = b2;
        right[group + 3] = b3;
        negatedInverses[group] = d0;
        negatedInverses[group + 1] = d1;
        negatedInverses[group + 2] = d2;
        negatedInverses[group + 3] = d3;
        int at = (group - block) * padded;
        for (int i = group + 4; i < block + LANES; i++) {
            right[i] += divided[at + i] * b0
                    + divided[at + padded + i] * b1
                    + (divided[at + 2 * padded + i] * b2 + divided[at + 3 * padded + i] * b3);
        }
        for (int j = block + LANES; j < padded; j += LANES) {
            var sum = FloatVector.fromArray(SPECIES, right, j);
            sum = plus(sum, b0, FloatVector.fromArray(SPECIES, divided, at + j));
            sum = plus(sum, b1, FloatVector.fromArray(SPECIES, divided, at + padded + j));
            sum = plus(sum, b2, FloatVector.fromArray(SPECIES, divided, at + 2 * padded + j));
            sum = plus(sum, b3, FloatVector.fromArray(SPECIES, divided, at + 3 * padded + j));
            sum.intoArray(right, j);
        }
    }

    private static FloatVector plus(FloatVector sum, float factor, FloatVector x) {
        return x.fma(FloatVector.broadcast(SPECIES, factor), sum);
    }

    private void subtractFourFromRowsOfBlock(int block, int group) {
        float[] matrix = this.matrix;
        float[] divided = this.divided;
        int padded = this.padded;
        int factors = (group - block) * padded;
        for (int j = block; j < padded; j += LANES) {
            var v0 = FloatVector.fromArray(SPECIES, matrix, group * padded + j);
            var v1 = FloatVector.fromArray(SPECIES, matrix, (group + 1) * padded + j);
            var v2 = FloatVector.fromArray(SPECIES, matrix, (group + 2) * padded + j);
            var v3 = FloatVector.fromArray(SPECIES, matrix, (group + 3) * padded + j);
            for (int i = group + 4; i < block + LANES; i++) {
                var sum = FloatVector.fromArray(SPECIES, matrix, i * padded + j);
                sum = plus(sum, divided[factors + i], v0);
                sum = plus(sum, divided[factors + padded + i], v1);
                sum = plus(sum, divided[factors + 2 * padded + i], v2);
                sum = plus(sum, divided[factors + 3 * padded + i], v3);
                sum.intoArray(matrix, i * padded + j);
            }
        }
    }

    private void subtractFromRowsBelow(int block) {
        int below = block + LANES;
        for (int top = below; top < padded; top += LANES) {
            int column = top;
            for (; column + LANES < padded; column += 2 * LANES) {
                for (int row = top; row < top + LANES; row += 4) {
                    subtractTile4x2(block * padded, row, column);
                }
            }
            if (column < padded) {
                for (int row = top; row < top + LANES; row += 4) {
                    subtractTile4x1(block * padded, row, column);
                }
            }
        }
    }

    private void subtractTile4x2(int block, int row, int column) {
        float[] matrix = this.matrix;
        float[] divided = this.divided;
        int padded = this.padded;
        int out = row * padded + column;
        int out1 = out + padded;
        int out2 = out1 + padded;
        int out3 = out2 + padded;
        var c00 = FloatVector.fromArray(SPECIES, matrix, out);
        var c01 = FloatVector.fromArray(SPECIES, matrix, out + LANES);
        var c10 = FloatVector.fromArray(SPECIES, matrix, out1);
        var c11 = FloatVector.fromArray(SPECIES, matrix, out1 + LANES);
        var c20 = FloatVector.fromArray(SPECIES, matrix, out2);
        var c21 = FloatVector.fromArray(SPECIES, matrix, out2 + LANES);
        var c30 = FloatVector.fromArray(SPECIES, matrix, out3);
        var c31 = FloatVector.fromArray(SPECIES, matrix, out3 + LANES);
        int at = block;
        int factorsAt = 0;
        for (int k = 0; k < LANES; k++) {
            var b0 = FloatVector.fromArray(SPECIES, matrix, at + column);
            var b1 = FloatVector.fromArray(SPECIES, matrix, at + column + LANES);
            var a0 = FloatVector.broadcast(SPECIES, divided[factorsAt + row]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            var a1 = FloatVector.broadcast(SPECIES, divided[factorsAt + row + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            var a2 = FloatVector.broadcast(SPECIES, divided[factorsAt + row + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            var a3 = FloatVector.broadcast(SPECIES, divided[factorsAt + row + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            at += padded;
            factorsAt += padded;
        }
        c00.intoArray(matrix, out);
        c01.intoArray(matrix, out + LANES);
        c10.intoArray(matrix, out1);
        c11.intoArray(matrix, out1 + LANES);
        c20.intoArray(matrix, out2);
        c21.intoArray(matrix, out2 + LANES);
        c30.intoArray(matrix, out3);
        c31.intoArray(matrix, out3 + LANES);
    }

    private void subtractTile4x1(int block, int row, int column) {
        float[] matrix = this.matrix;
        float[] divided = this.divided;
        int padded = this.padded;
        int out = row * padded + column;
        int out1 = out + padded;
        int out2 = out1 + padded;
        int out3 = out2 + padded;
        var c0 = FloatVector.fromArray(SPECIES, matrix, out);
        var c1 = FloatVector.fromArray(SPECIES, matrix, out1);
        var c2 = FloatVector.fromArray(SPECIES, matrix, out2);
        var c3 = FloatVector.fromArray(SPECIES, matrix, out3);
        int at = block;
        int factorsAt = 0;
        for (int k = 0; k < LANES; k++) {
            var b = FloatVector.fromArray(SPECIES, matrix, at + column);
            c0 = FloatVector.broadcast(SPECIES, divided[factorsAt + row]).fma(b, c0);
            c1 = FloatVector.broadcast(SPECIES, divided[factorsAt + row + 1]).fma(b, c1);
            c2 = FloatVector.broadcast(SPECIES, divided[factorsAt + row + 2]).fma(b, c2);
            c3 = FloatVector.broadcast(SPECIES, divided[factorsAt + row + 3]).fma(b, c3);
            at += padded;
            factorsAt += padded;
        }
        c0.intoArray(matrix, out);
        c1.intoArray(matrix, out1);
        c2.intoArray(matrix, out2);
        c3.intoArray(matrix, out3);
    }

    /// Computes the unknowns from the last to the first.
    private void solveBackwards() {
        float[] matrix = this.matrix;
        float[] right = this.right;
        for (int k = padded - 1; k >= 0; k--) {
            int row = k * padded;
            int blockEnd = (k / LANES + 1) * LANES;
            float sum = right[k];
            if (blockEnd < padded) {
                var sums = FloatVector.zero(SPECIES);
                for (int j = blockEnd; j < padded; j += LANES) {
                    sums = FloatVector.fromArray(SPECIES, matrix, row + j)
                            .fma(FloatVector.fromArray(SPECIES, right, j), sums);
                }
                sum -= LaneSums.of(sums);
            }
            for (int j = blockEnd - 1; j > k; j--) { // the newest unknown last: the others do not wait for it
                sum -= matrix[row + j] * right[j];
            }
            right[k] = -sum * negatedInverses[k];
        }
    }
}
