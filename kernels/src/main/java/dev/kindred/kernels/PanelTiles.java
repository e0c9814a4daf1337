package dev.kindred.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Products of a panel of rows with itself, added to the upper triangle of a matrix.
///
/// A panel is stored in strips: strip `s` holds the columns of one vector for every row, in the order of rows.
/// The matrix's rows are padded to whole vectors. Tiles of the matrix are accumulated in registers. Eight
/// accumulators hide the latency of fused multiply-adds at two per cycle; machines with 16-lane vectors have 32
/// registers, and twice as many accumulators are used. A panel and a matrix of 64 columns fit into the
/// first-level cache together.
final class PanelTiles {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final boolean MANY_REGISTERS = LANES >= 16;

    /// Maximum number of rows of a panel.
    static final int ROWS = 64;

    /// Distance between two strips of a panel.
    static final int STRIP = ROWS * LANES;

    private PanelTiles() {}

    /// Adds the products of a panel's first rows.
    ///
    /// @param padded width and height of the matrix, a multiple of a vector's length
    static void addProducts(float[] panel, int rows, float[] matrix, int padded) {
        for (int top = 0; top < padded; top += LANES) {
            int left = top * ROWS;
            int column = top;
            for (; column + LANES < padded; column += 2 * LANES) {
                addTwoVectors(panel, rows, left, column * ROWS, matrix, padded, top * padded + column);
            }
            if (column < padded) {
                addOneVector(panel, rows, left, column * ROWS, matrix, padded, top * padded + column);
            }
        }
    }

    private static void addTwoVectors(
            float[] panel, int rows, int left, int right, float[] matrix, int padded, int out) {
        if (MANY_REGISTERS) {
            for (int lane = 0; lane < LANES; lane += 8) {
                add8x2(panel, rows, left + lane, right, matrix, padded, out + lane * padded);
            }
        } else {
            for (int lane = 0; lane < LANES; lane += 4) {
                add4x2(panel, rows, left + lane, right, matrix, padded, out + lane * padded);
            }
        }
    }

    private static void addOneVector(
            float[] panel, int rows, int left, int right, float[] matrix, int padded, int out) {
        if (MANY_REGISTERS) {
            for (int lane = 0; lane < LANES; lane += 8) {
                add8x1(panel, rows, left + lane, right, matrix, padded, out + lane * padded);
            }
        } else {
            for (int lane = 0; lane < LANES; lane += 4) {
                add4x1(panel, rows, left + lane, right, matrix, padded, out + lane * padded);
            }
        }
    }

    /// Adds the products of eight columns, from `left`, with two vectors of columns, from `right`.
    private static void add8x2(float[] panel, int rows, int left, int right, float[] matrix, int padded, int out) {
        int out1 = out + padded;
        int out2 = out1 + padded;
        int out3 = out2 + padded;
        int out4 = out3 + padded;
        int out5 = out4 + padded;
        int out6 = out5 + padded;
        int out7 = out6 + padded;
        var c00 = FloatVector.fromArray(SPECIES, matrix, out);
        var c01 = FloatVector.fromArray(SPECIES, matrix, out + LANES);
        var c10 = FloatVector.fromArray(SPECIES, matrix, out1);
        var c11 = FloatVector.fromArray(SPECIES, matrix, out1 + LANES);
        var c20 = FloatVector.fromArray(SPECIES, matrix, out2);
        var c21 = FloatVector.fromArray(SPECIES, matrix, out2 + LANES);
        var c30 = FloatVector.fromArray(SPECIES, matrix, out3);
        var c31 = FloatVector.fromArray(SPECIES, matrix, out3 + LANES);
        var c40 = FloatVector.fromArray(SPECIES, matrix, out4);
        var c41 = FloatVector.fromArray(SPECIES, matrix, out4 + LANES);
        var c50 = FloatVector.fromArray(SPECIES, matrix, out5);
        var c51 = FloatVector.fromArray(SPECIES, matrix, out5 + LANES);
        var c60 = FloatVector.fromArray(SPECIES, matrix, out6);
        var c61 = FloatVector.fromArray(SPECIES, matrix, out6 + LANES);
        var c70 = FloatVector.fromArray(SPECIES, matrix, out7);
        var c71 = FloatVector.fromArray(SPECIES, matrix, out7 + LANES);
        for (int k = 0; k < rows; k++) {
            var b0 = FloatVector.fromArray(SPECIES, panel, right + k * LANES);
            var b1 = FloatVector.fromArray(SPECIES, panel, right + STRIP + k * LANES);
            var a0 = FloatVector.broadcast(SPECIES, panel[left + k * LANES]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            var a1 = FloatVector.broadcast(SPECIES, panel[left + k * LANES + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            var a2 = FloatVector.broadcast(SPECIES, panel[left + k * LANES + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            var a3 = FloatVector.broadcast(SPECIES, panel[left + k * LANES + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            var a4 = FloatVector.broadcast(SPECIES, panel[left + k * LANES + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            var a5 = FloatVector.broadcast(SPECIES, panel[left + k * LANES + 5]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            var a6 = FloatVector.broadcast(SPECIES, panel[left + k * LANES + 6]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            var a7 = FloatVector.broadcast(SPECIES, panel[left + k * LANES + 7]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
        }
        c00.intoArray(matrix, out);
        c01.intoArray(matrix, out + LANES);
        c10.intoArray(matrix, out1);
        c11.intoArray(matrix, out1 + LANES);
        c20.intoArray(matrix, out2);
        c21.intoArray(matrix, out2 + LANES);
        c30.intoArray(matrix, out3);
        c31.intoArray(matrix, out3 + LANES);
        c40.intoArray(matrix, out4);
        c41.intoArray(matrix, out4 + LANES);
        c50.intoArray(matrix, out5);
        c51.intoArray(matrix, out5 + LANES);
        c60.intoArray(matrix, out6);
        c61.intoArray(matrix, out6 + LANES);
        c70.intoArray(matrix, out7);
        c71.intoArray(matrix, out7 + LANES);
    }

    /// Adds the products of eight columns, from `left`, with a vector of columns, from `right`.
    private static void add8x1(float[] panel, int rows, int left, int right, float[] matrix, int padded, int out) {
        int out1 = out + padded;
        int out2 = out1 + padded;
        int out3 = out2 + padded;
        int out4 = out3 + padded;
        int out5 = out4 + padded;
        int out6 = out5 + padded;
        int out7 = out6 + padded;
        var c0 = FloatVector.fromArray(SPECIES, matrix, out);
        var c1 = FloatVector.fromArray(SPECIES, matrix, out1);
        var c2 = FloatVector.fromArray(SPECIES, matrix, out2);
        var c3 = FloatVector.fromArray(SPECIES, matrix, out3);
        var c4 = FloatVector.fromArray(SPECIES, matrix, out4);
        var c5 = FloatVector.fromArray(SPECIES, matrix, out5);
        var c6 = FloatVector.fromArray(SPECIES, matrix, out6);
        var c7 = FloatVector.fromArray(SPECIES, matrix, out7);
        for (int k = 0; k < rows; k++) {
            var b = FloatVector.fromArray(SPECIES, panel, right + k * LANES);
            var a0 = FloatVector.broadcast(SPECIES, panel[left + k * LANES]);
            c0 = a0.fma(b, c0);
            var a1 = FloatVector.broadcast(SPECIES, panel[left + k * LANES + 1]);
            c1 = a1.fma(b, c1);
            var a2 = FloatVector.broadcast(SPECIES, panel[left + k * LANES + 2]);
            c2 = a2.fma(b, c2);
            var a3 = FloatVector.broadcast(SPECIES, panel[left + k * LANES + 3]);
            c3 = a3.fma(b, c3);
            var a4 = FloatVector.broadcast(SPECIES, panel[left + k * LANES + 4]);
            c4 = a4.fma(b, c4);
            var a5 = FloatVector.broadcast(SPECIES, panel[left + k * LANES + 5]);
            c5 = a5.fma(b, c5);
            var a6 = FloatVector.broadcast(SPECIES, panel[left + k * LANES + 6]);
            c6 = a6.fma(b, c6);
            var a7 = FloatVector.broadcast(SPECIES, panel[left + k * LANES + 7]);
            c7 = a7.fma(b, c7);
        }
        c0.intoArray(matrix, out);
        c1.intoArray(matrix, out1);
        c2.intoArray(matrix, out2);
        c3.intoArray(matrix, out3);
        c4.intoArray(matrix, out4);
        c5.intoArray(matrix, out5);
        c6.intoArray(matrix, out6);
        c7.intoArray(matrix, out7);
    }

    /// Adds the products of four columns, from `left`, with two vectors of columns, from `right`.
    private static void add4x2(float[] panel, int rows, int left, int right, float[] matrix, int padded, int out) {
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
        for (int k = 0; k < rows; k++) {
            var b0 = FloatVector.fromArray(SPECIES, panel, right + k * LANES);
            var b1 = FloatVector.fromArray(SPECIES, panel, right + STRIP + k * LANES);
            var a0 = FloatVector.broadcast(SPECIES, panel[left + k * LANES]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            var a1 = FloatVector.broadcast(SPECIES, panel[left + k * LANES + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            var a2 = FloatVector.broadcast(SPECIES, panel[left + k * LANES + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            var a3 = FloatVector.broadcast(SPECIES, panel[left + k * LANES + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
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

    /// Adds the products of four columns, from `left`, with a vector of columns, from `right`.
    private static void add4x1(float[] panel, int rows, int left, int right, float[] matrix, int padded, int out) {
        int out1 = out + padded;
        int out2 = out1 + padded;
        int out3 = out2 + padded;
        var c0 = FloatVector.fromArray(SPECIES, matrix, out);
        var c1 = FloatVector.fromArray(SPECIES, matrix, out1);
        var c2 = FloatVector.fromArray(SPECIES, matrix, out2);
        var c3 = FloatVector.fromArray(SPECIES, matrix, out3);
        for (int k = 0; k < rows; k++) {
            var b = FloatVector.fromArray(SPECIES, panel, right + k * LANES);
            var a0 = FloatVector.broadcast(SPECIES, panel[left + k * LANES]);
            c0 = a0.fma(b, c0);
            var a1 = FloatVector.broadcast(SPECIES, panel[left + k * LANES + 1]);
            c1 = a1.fma(b, c1);
            var a2 = FloatVector.broadcast(SPECIES, panel[left + k * LANES + 2]);
            c2 = a2.fma(b, c2);
            var a3 = FloatVector.broadcast(SPECIES, panel[left + k * LANES + 3]);
            c3 = a3.fma(b, c3);
        }
        c0.intoArray(matrix, out);
        c1.intoArray(matrix, out1);
        c2.intoArray(matrix, out2);
        c3.intoArray(matrix, out3);
    }
}
