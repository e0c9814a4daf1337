package dev.kindred.engine.recipe;

import dev.kindred.kernels.FloatKernels;
import dev.kindred.kernels.FloatKernels.Block;
import java.util.Arrays;

/// A matrix with many rows and few columns, in row-major order. Results do not depend on the number of threads:
/// sums over rows consist of parts of a fixed size, which are added in order.
///
/// @param values from [FloatKernels#START] on, see [#at]
public record TallMatrix(float[] values, int rows, int columns) {

    /// Maximum number of parts, so that adding the parts stays cheap. Taste.
    private static final int PARTS = 64;

    /// Minimum number of rows of a part, below which another part costs more than it saves. Taste.
    private static final int SMALLEST_PART = 1024;

    /// Rows of 64 floats that fit in a 32 kB first-level cache.
    private static final int ROWS_IN_CACHE = 128;

    /// Returns a matrix of zeros.
    ///
    /// @throws IllegalArgumentException if it exceeds the maximum size of an array
    public static TallMatrix zeros(int rows, int columns) {
        long length = FloatKernels.START + (long) rows * columns;
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    rows + " vectors of " + columns + " factors are too many for one model: take fewer factors");
        }
        return new TallMatrix(new float[(int) length], rows, columns);
    }

    /// Returns the position at which a row begins.
    public int at(int row) {
        return FloatKernels.START + row * columns;
    }

    /// Returns the values without padding: the entry of row `i`, column `j` is at `i * columns + j`.
    public float[] packed() {
        return Arrays.copyOfRange(values, FloatKernels.START, values.length);
    }

    /// Returns the Gram matrix: the sum of `y * transposed(y)` over all rows y, with `columns` rows and columns.
    public float[] gram(Workers workers) {
        int perPart = Math.max(SMALLEST_PART, (rows + PARTS - 1) / PARTS);
        var parts = new float[(rows + perPart - 1) / perPart][];
        workers.forRanges(parts.length, 1, (from, to) -> {
            for (int part = from; part < to; part++) {
                parts[part] = gram(part * perPart, Math.min(rows, (part + 1) * perPart));
            }
        });
        var sum = new float[columns * columns];
        for (int i = 0; i < sum.length; i++) {
            double entry = 0;
            for (var part : parts) {
                entry += part[i];
            }
            sum[i] = (float) entry;
        }
        return sum;
    }

    private float[] gram(int from, int to) {
        var kernels = FloatKernels.select();
        var sum = new float[columns * columns];
        for (int row = from; row < to; row += ROWS_IN_CACHE) {
            var block = Block.ofRows(values, at(row), columns);
            kernels.addProduct(
                    columns,
                    columns,
                    Math.min(ROWS_IN_CACHE, to - row),
                    block.transposed(),
                    block,
                    Block.ofRows(sum, 0, columns));
        }
        return sum;
    }

    /// Returns the product of this matrix and a small one.
    ///
    /// @param right a matrix in row-major order with as many rows as this has columns
    public TallMatrix times(float[] right, int rightColumns, Workers workers) {
        var product = zeros(rows, rightColumns);
        workers.forRanges(
                rows,
                ROWS_IN_CACHE,
                (from, to) -> FloatKernels.select()
                        .addProduct(
                                to - from,
                                rightColumns,
                                columns,
                                Block.ofRows(values, at(from), columns),
                                Block.ofRows(right, 0, rightColumns),
                                Block.ofRows(product.values, product.at(from), rightColumns)));
        return product;
    }
}
