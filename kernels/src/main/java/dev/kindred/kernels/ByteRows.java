package dev.kindred.kernels;

/// A matrix quantised to bytes: each row is a scale times integers from -127 to 127. It takes a quarter of the
/// memory of floats, so a memory-bound scan takes a quarter of the time.
///
/// @param values row after row
/// @param scales one for each row; 0 for a row of zeros
public record ByteRows(byte[] values, float[] scales) {

    private static final int LARGEST = 127;

    /// Returns the nearest quantised matrix. The error of an entry is at most half its row's scale.
    public static ByteRows of(float[] matrix, int columns) {
        int rows = columns == 0 ? 0 : matrix.length / columns;
        var values = new byte[rows * columns];
        var scales = new float[rows];
        for (int row = 0; row < rows; row++) {
            scales[row] = quantise(matrix, row * columns, columns, values, row * columns);
        }
        return new ByteRows(values, scales);
    }

    /// Writes the nearest quantised row to `out` and returns its scale.
    public static float quantise(float[] row, int from, int length, byte[] out, int outFrom) {
        float largest = 0;
        for (int i = 0; i < length; i++) {
            largest = Math.max(largest, Math.abs(row[from + i]));
        }
        float scale = largest / LARGEST;
        for (int i = 0; i < length; i++) {
            int rounded = scale == 0 ? 0 : Math.round(row[from + i] / scale);
            out[outFrom + i] = (byte) Math.clamp(rounded, -LARGEST, LARGEST);
        }
        return scale;
    }
}
