package dev.kindred.engine.recipe.neighbours;

/// Counts of shared users from which the nearest items can be told for several column exponents, so that
/// these can be compared after one pass over the data.
public final class CountTable {

    private final SparseMatrix counts;
    private final double[] columnExponents;
    private final float[][] columnScales;
    private final float[][] thresholds; // what an entry of a row must reach to be among the nearest
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

    /// Returns the same matrix as [CoOccurrence#nearest] does.
    ///
    /// @param column which of the column exponents
    public SparseMatrix nearest(double rowExponent, int column) {
        var rowScales = source.scales(rowExponent);
        var scales = columnScales[column];
        var rows = new RowCollector(counts.rowCount(), counts.rowCount() + 1);
        var appender = rows.begin(0);
        var columns = new int[counts.longestRow()];
        var values = new float[columns.length];
        for (int row = 0; row < counts.rowCount(); row++) {
            int length = counts.copyRow(row, columns, values);
            for (int i = 0; i < length; i++) {
                float nearness = values[i] * scales[columns[i]];
                if (nearness >= thresholds[column][row]) {
                    appender.entry(columns[i], nearness * rowScales[row]);
                }
            }
            appender.endRow();
        }
        appender.endBlock();
        return rows.finish();
    }

    /// The column exponents that it was made for.
    public double[] columnExponents() {
        return columnExponents;
    }
}
