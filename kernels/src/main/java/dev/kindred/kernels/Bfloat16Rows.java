package dev.kindred.kernels;

/// Rows of finite numbers as bfloat16, the first 16 bits of a float rounded to nearest. They take half the
/// memory and half the cache lines of floats; the relative error is at most 1/256. They store the fixed side of
/// alternating least squares, as in Mehta et al., "ALX: Large Scale Matrix Factorization on TPUs" (2021), where
/// sums and solutions are floats.
///
/// An int holds two numbers. Of each block of 32 columns, the first 16 are the upper halves of 16 ints and the
/// others are the lower halves: a mask and a shift turn vectors of ints into vectors of floats. Rows are padded
/// with zeros to whole blocks.
public final class Bfloat16Rows {

    /// Number of columns of a block.
    static final int BLOCK = 32;

    /// Mask of the upper number of an int.
    static final int UPPER = 0xffff0000;

    private final int columns;
    private final int stride; // in ints
    private final int[] packed; // from FloatKernels#START on

    private Bfloat16Rows(int columns, int stride, int[] packed) {
        this.columns = columns;
        this.stride = stride;
        this.packed = packed;
    }

    /// Returns rows of zeros.
    ///
    /// @throws ArithmeticException if they exceed the maximum size of an array
    public static Bfloat16Rows zeros(int rows, int columns) {
        int stride = padded(columns) / 2;
        return new Bfloat16Rows(
                columns, stride, new int[Math.addExact(FloatKernels.START, Math.multiplyExact(rows, stride))]);
    }

    /// Returns the number of columns of a row, including padding.
    public static int padded(int columns) {
        return (columns + BLOCK - 1) / BLOCK * BLOCK;
    }

    /// Returns the nearest bfloat16; ties go to the even one.
    public static float round(float value) {
        return Float.intBitsToFloat(rounded(value));
    }

    private static int rounded(float value) {
        int bits = Float.floatToRawIntBits(value);
        return bits + 0x7fff + (bits >>> 16 & 1) & UPPER;
    }

    /// Sets a row to `values[from, from + columns)`.
    public void set(int row, float[] values, int from) {
        int at = at(row);
        for (int column = 0; column < columns; column += BLOCK, at += BLOCK / 2) {
            int upper = Math.min(columns - column, BLOCK / 2);
            int lower = Math.min(columns - column, BLOCK) - upper;
            for (int i = 0; i < upper; i++) {
                packed[at + i] = rounded(values[from + column + i]);
            }
            for (int i = 0; i < lower; i++) {
                packed[at + i] |= rounded(values[from + column + BLOCK / 2 + i]) >>> 16;
            }
        }
    }

    /// Copies a row to `out[start, start + columns)`.
    void copyTo(int row, float[] out, int start) {
        int at = at(row);
        for (int column = 0; column < columns; column++) {
            int bits = packed[at + column / BLOCK * (BLOCK / 2) + column % (BLOCK / 2)];
            boolean isUpper = column % BLOCK < BLOCK / 2;
            out[start + column] = Float.intBitsToFloat(isUpper ? bits & UPPER : bits << 16);
        }
    }

    /// Returns the position at which a row begins.
    int at(int row) {
        return FloatKernels.START + row * stride;
    }

    /// Returns the number of ints of a row.
    int stride() {
        return stride;
    }

    /// The packed rows.
    int[] packed() {
        return packed;
    }
}
