package dev.kindred.engine.recipe.neighbours;

import dev.kindred.engine.model.SparseMatrix;
import java.util.Arrays;

/// Assembles a matrix from blocks of rows, which threads add in any order. One thread adds each block.
final class RowCollector {

    private final int[] lengths;
    private final Block[] blocks;
    private final int blockRows;

    /// The entries of some rows, row after row.
    private record Block(int[] columns, float[] values) {}

    RowCollector(int rows, int blockRows) {
        this.lengths = new int[rows];
        this.blockRows = blockRows;
        this.blocks = new Block[(rows + blockRows - 1) / blockRows];
    }

    /// Begins the block that starts at row `first`.
    Appender begin(int first) {
        return new Appender(first);
    }

    /// Returns the matrix.
    SparseMatrix finish() {
        var offsets = new int[lengths.length + 1];
        for (int row = 0; row < lengths.length; row++) {
            offsets[row + 1] = Math.addExact(offsets[row], lengths[row]);
        }
        var columns = new int[offsets[lengths.length]];
        var values = new float[columns.length];
        for (int block = 0; block < blocks.length; block++) {
            var from = blocks[block];
            int at = offsets[block * blockRows];
            System.arraycopy(from.columns(), 0, columns, at, from.columns().length);
            System.arraycopy(from.values(), 0, values, at, from.values().length);
            blocks[block] = new Block(new int[0], new float[0]); // releases its memory for the others
        }
        return SparseMatrix.of(offsets, columns, values);
    }

    /// Receives the rows of one block in order.
    final class Appender {

        private final int first;
        private int row;
        private int size;
        private int[] columns = new int[1024];
        private float[] values = new float[1024];

        private Appender(int first) {
            this.first = first;
            this.row = first;
        }

        void entry(int column, float value) {
            if (size == columns.length) {
                columns = Arrays.copyOf(columns, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            columns[size] = column;
            values[size++] = value;
            lengths[row]++;
        }

        void endRow() {
            row++;
        }

        void endBlock() {
            blocks[first / blockRows] = new Block(Arrays.copyOf(columns, size), Arrays.copyOf(values, size));
        }
    }
}
