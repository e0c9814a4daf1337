package dev.kindred.engine.recipe.ease;

import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.kernels.FloatKernels;
import dev.kindred.kernels.FloatKernels.Block;

/// A large symmetric positive definite matrix with in-place inversion. It is stored as square tiles that fit
/// into the first-level cache, and only those on and above the diagonal: n rows take 2 n² bytes.
///
/// The inversion uses the sweep operator (Goodnight, "A Tutorial on the SWEEP Operator", 1979) on as many rows
/// at once as two tiles have. It takes n³ multiplications and additions, nearly all of them in products of
/// tiles.
final class TiledSymmetricMatrix {

    /// The side of a tile of 16 KB, so that three tiles fit in a first-level cache of 48 KB. Taste.
    private static final int SIDE = 64;
    private static final int PIVOT_TILES = 2;

    private final FloatKernels kernels = FloatKernels.select();
    private final int size;
    private final int tilesPerSide;
    private final float[][] tiles;

    TiledSymmetricMatrix(int size) {
        this.size = size;
        tilesPerSide = (size + SIDE - 1) / SIDE;
        tiles = new float[tilesPerSide * (tilesPerSide + 1) / 2][SIDE * SIDE];
        for (int i = size; i < tilesPerSide * SIDE; i++) {
            add(i, i, 1); // rows that pad the last tile: an identity block
        }
    }

    int size() {
        return size;
    }

    /// Returns the number of rows in the same tiles: threads that add to different groups of rows do not
    /// interfere.
    static int rowsTogether() {
        return SIDE;
    }

    /// Adds to an entry on or above the diagonal.
    void add(int row, int column, float value) {
        tile(row / SIDE, column / SIDE)[row % SIDE * SIDE + column % SIDE] += value;
    }

    float get(int row, int column) {
        return row <= column
                ? tile(row / SIDE, column / SIDE)[row % SIDE * SIDE + column % SIDE]
                : tile(column / SIDE, row / SIDE)[column % SIDE * SIDE + row % SIDE];
    }

    private float[] tile(int row, int column) {
        return tiles[row * tilesPerSide - row * (row - 1) / 2 + column - row];
    }

    /// Replaces the matrix by its negated inverse.
    ///
    /// @throws ArithmeticException if the matrix is not positive definite
    void invertNegated(String stage, TrainingContext context) {
        for (int pivot = 0; pivot < tilesPerSide; pivot += PIVOT_TILES) {
            context.watch().reached(stage, (double) pivot / tilesPerSide);
            sweep(pivot, Math.min(tilesPerSide, pivot + PIVOT_TILES), context);
        }
    }

    /// With S the rows from `first` to `last` (in tiles), and D the inverse of the block of S: subtracts
    /// `A[i,S] D A[S,j]` from every other entry, replaces `A[S,j]` by `D A[S,j]`, and the block by `-D`.
    private void sweep(int first, int last, TrainingContext context) {
        int depth = (last - first) * SIDE;
        var inverse = invertedBlock(first, last);
        var negated = new float[tilesPerSide][]; // -A[S,j], depth x SIDE
        var replaced = new float[tilesPerSide][]; // D A[S,j]
        context.workers().forRanges(tilesPerSide, 4, (from, to) -> {
            for (int j = from; j < to; j++) {
                if (j < first || j >= last) {
                    negated[j] = negatedPanel(first, last, j);
                    replaced[j] = new float[depth * SIDE];
                    kernels.addProduct(
                            depth,
                            SIDE,
                            depth,
                            Block.ofRows(inverse, 0, depth), // negated, as the panel is
                            Block.ofRows(negated[j], 0, SIDE),
                            Block.ofRows(replaced[j], 0, SIDE));
                }
            }
        });
        context.workers().forRanges(tilesPerSide, 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int j = i; j < tilesPerSide; j++) {
                    if ((i < first || i >= last) && (j < first || j >= last)) {
                        subtract(negated[i], replaced[j], depth, tile(i, j));
                    }
                }
            }
        });
        for (int j = 0; j < tilesPerSide; j++) {
            for (int s = first; s < last; s++) {
                if (j < first) {
                    transpose(replaced[j], (s - first) * SIDE * SIDE, SIDE, tile(j, s));
                } else if (j >= last) {
                    System.arraycopy(replaced[j], (s - first) * SIDE * SIDE, tile(s, j), 0, SIDE * SIDE);
                } else if (j >= s) {
                    copyBlock(inverse, (s - first) * SIDE * depth + (j - first) * SIDE, depth, tile(s, j));
                }
            }
        }
    }

    private void subtract(float[] negatedLeft, float[] right, int depth, float[] from) {
        for (int k = 0; k < depth; k += SIDE) { // one tile at a time: tiles stay in the cache together
            kernels.addProduct(
                    SIDE,
                    SIDE,
                    SIDE,
                    Block.ofRows(negatedLeft, k * SIDE, SIDE).transposed(),
                    Block.ofRows(right, k * SIDE, SIDE),
                    Block.ofRows(from, 0, SIDE));
        }
    }

    private float[] negatedPanel(int first, int last, int j) {
        var panel = new float[(last - first) * SIDE * SIDE];
        for (int s = first; s < last; s++) {
            int at = (s - first) * SIDE * SIDE;
            if (j >= s) {
                System.arraycopy(tile(s, j), 0, panel, at, SIDE * SIDE);
            } else {
                var tile = tile(j, s);
                for (int row = 0; row < SIDE; row++) {
                    for (int column = 0; column < SIDE; column++) {
                        panel[at + row * SIDE + column] = tile[column * SIDE + row];
                    }
                }
            }
        }
        kernels.scale(-1, panel, 0, panel.length);
        return panel;
    }

    private static void transpose(float[] from, int at, int stride, float[] tile) {
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                tile[row * SIDE + column] = from[at + column * stride + row];
            }
        }
    }

    private static void copyBlock(float[] from, int at, int stride, float[] tile) {
        for (int row = 0; row < SIDE; row++) {
            System.arraycopy(from, at + row * stride, tile, row * SIDE, SIDE);
        }
    }

    /// Returns the negated inverse of the diagonal block, computed in double precision by sweeping row by row.
    private float[] invertedBlock(int first, int last) {
        int width = (last - first) * SIDE;
        var block = new double[width][width];
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                block[i][j] = get(first * SIDE + i, first * SIDE + j);
            }
        }
        for (int k = 0; k < width; k++) {
            double pivot = block[k][k];
            if (!(pivot > 0)) {
                throw new ArithmeticException("the matrix is not positive definite: take a larger regularization");
            }
            var pivotRow = block[k];
            for (int j = 0; j < width; j++) {
                pivotRow[j] /= pivot;
            }
            for (int i = 0; i < width; i++) {
                if (i != k) {
                    var row = block[i];
                    double factor = row[k];
                    for (int j = 0; j < width; j++) {
                        row[j] -= factor * pivotRow[j];
                    }
                    row[k] = factor / pivot;
                }
            }
            pivotRow[k] = -1 / pivot;
        }
        var inverse = new float[width * width];
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                inverse[i * width + j] = (float) block[i][j];
            }
        }
        return inverse;
    }
}
