package dev.kindred.engine.recipe.neighbours;

import dev.kindred.engine.model.SparseMatrix;

/// Counts of shared users from which the nearest items can be selected for several column exponents, so that
/// these can be compared after one pass over the data.
public final class CountTable {

    private final SparseMatrix counts;
    private final double[] columnExponents;
    private final float[][] columnScales;
    private final float[][] thresholds; // the value of the last of the nearest items of a row
    private final CoOccurrence source;

    CountTable(
            SparseMatrix counts,
            double[] columnExponents,
            float[][] columnScales,
            float[][] thresholds,
            CoOccurrence source) {
        this.counts = counts;
        this.columnExponents = columnExponents;
        this.columnScales = columnScales;
        this.thresholds = thresholds;
        this.source = source;
    }

    /// Returns the same matrix as [CoOccurrence#nearest].
    ///
    /// @param column the index of the column exponent
    public SparseMatrix nearest(double rowExponent, int column) {
        var rowScales = source.scales(rowExponent);
        var scales = columnScales[column];
        var offsets = offsets(column);
        var columns = new int[offsets[counts.rowCount()]];
        var values = new float[columns.length];
        var rowColumns = new int[counts.longestRow()];
        var rowValues = new float[rowColumns.length];
        for (int row = 0; row < counts.rowCount(); row++) {
            int length = counts.copyRow(row, rowColumns, rowValues);
            int next = offsets[row];
            for (int i = 0; i < length; i++) {
                float nearness = rowValues[i] * scales[rowColumns[i]];
                if (nearness >= thresholds[column][row]) {
                    columns[next] = rowColumns[i];
                    values[next++] = nearness * rowScales[row];
                }
            }
        }
        return SparseMatrix.of(offsets, columns, values);
    }

    /// Counts first, so that the matrix, which can take most of the memory, never has to grow.
    private int[] offsets(int column) {
        var scales = columnScales[column];
        var offsets = new int[counts.rowCount() + 1];
        var rowColumns = new int[counts.longestRow()];
        var rowValues = new float[rowColumns.length];
        for (int row = 0; row < counts.rowCount(); row++) {
            int length = counts.copyRow(row, rowColumns, rowValues);
            int kept = 0;
            for (int i = 0; i < length; i++) {
                kept += rowValues[i] * scales[rowColumns[i]] >= thresholds[column][row] ? 1 : 0;
            }
            offsets[row + 1] = offsets[row] + kept;
        }
        return offsets;
    }

    /// The column exponents of the table.
    public double[] columnExponents() {
        return columnExponents;
    }
}
