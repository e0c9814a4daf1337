package dev.kindred.engine.recipe.lowrank;

import dev.kindred.engine.data.InteractionMatrix;
import dev.kindred.engine.recipe.TallMatrix;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import dev.kindred.kernels.FloatKernels;
import dev.kindred.kernels.SymmetricEigen;
import java.util.Random;

/// Computes the leading singular vectors of `D_U^-1/2 R D_I^-1/2`, where R is the matrix of users and items and
/// D_U and D_I are its sums by user and by item. They span the ideal low-pass filter of GF-CF (Shen et al., "How
/// Powerful is Graph Convolution for Recommendation?", 2021).
///
/// Randomized subspace iteration (Halko, Martinsson and Tropp, "Finding Structure with Randomness", 2011): a
/// block of random vectors, more than requested, is multiplied by the matrix and its transpose, and
/// orthonormalized after each round. Finally the best directions within the block are computed exactly. The
/// result does not depend on the number of threads.
public final class LowRank {

    /// Number of additional vectors of the subspace, which are dropped at the end: they speed up convergence.
    /// Halko et al. (2011) use 5 to 10. Taste.
    private static final int SPARE_VECTORS = 16;
    private static final int ROWS_AT_ONCE = 64;

    /// Directions with less than this share of the strongest one's square are rounding errors.
    private static final double NOTHING = 1e-9;

    private final InteractionMatrix byUser;
    private final InteractionMatrix byItem;
    private final float[] userScales;
    private final float[] itemScales;
    private final Workers workers;
    private final int width;

    private LowRank(InteractionMatrix byUser, int width, Workers workers) {
        this.byUser = byUser;
        this.byItem = byUser.transposed();
        this.userScales = scales(byUser);
        this.itemScales = scales(byItem);
        this.workers = workers;
        this.width = width;
    }

    /// Computes the leading `rank` vectors, or as many as there are items.
    ///
    /// @param rounds the number of multiplications by the matrix and its transpose: typically 4 to 8
    /// @throws java.util.concurrent.CancellationException if the training is cancelled
    public static LowRankItems train(InteractionMatrix byUser, int rank, int rounds, TrainingContext context) {
        int width = Math.min(rank + SPARE_VECTORS, byUser.columnCount());
        return new LowRank(byUser, width, context.workers()).train(Math.min(rank, width), rounds, context);
    }

    private static float[] scales(InteractionMatrix matrix) {
        var scales = new float[matrix.rowCount()];
        for (int row = 0; row < scales.length; row++) {
            double sum = matrix.sum(row);
            scales[row] = sum > 0 ? (float) (1 / Math.sqrt(sum)) : 0;
        }
        return scales;
    }

    private LowRankItems train(int rank, int rounds, TrainingContext context) {
        var block = orthonormal(random(context.seed()));
        for (int round = 0; round < rounds; round++) {
            context.watch().reached("directions", (double) round / rounds);
            block = orthonormal(timesTransposed(times(block)));
        }
        block = orthonormal(block); // again, because of rounding errors
        var eigen = eigen(times(block));
        var turn = new float[width * rank];
        var singularValues = new double[rank];
        for (int j = 0; j < rank; j++) {
            boolean there = eigen.values()[j] > NOTHING * eigen.values()[0];
            singularValues[j] = there ? Math.sqrt(eigen.values()[j]) : 0;
            for (int i = 0; i < width && there; i++) {
                turn[i * rank + j] = (float) eigen.vectors()[j * width + i];
            }
        }
        return new LowRankItems(
                block.rows(), rank, block.times(turn, rank, workers).packed(), singularValues);
    }

    private TallMatrix random(long seed) {
        var block = TallMatrix.zeros(byItem.rowCount(), width);
        workers.forRanges(block.rows(), ROWS_AT_ONCE, (from, to) -> {
            for (int row = from; row < to; row++) {
                var random = new Random(seed + 0x9E3779B97F4A7C15L * (row + 1)); // the same in every thread
                for (int j = 0; j < width; j++) {
                    block.values()[block.at(row) + j] = (float) random.nextGaussian();
                }
            }
        });
        return block;
    }

    /// Returns the normalized matrix times a block: a row for each user.
    private TallMatrix times(TallMatrix items) {
        return multiply(byUser, userScales, itemScales, items);
    }

    /// Returns the transposed normalized matrix times a block: a row for each item.
    private TallMatrix timesTransposed(TallMatrix users) {
        return multiply(byItem, itemScales, userScales, users);
    }

    private TallMatrix multiply(InteractionMatrix matrix, float[] rowScales, float[] columnScales, TallMatrix block) {
        var kernels = FloatKernels.select();
        var product = TallMatrix.zeros(matrix.rowCount(), width);
        workers.forRanges(matrix.rowCount(), ROWS_AT_ONCE, (from, to) -> {
            for (int row = from; row < to; row++) {
                for (int k = matrix.from(row); k < matrix.to(row); k++) {
                    int column = matrix.columns()[k];
                    float weight = matrix.value(k) * rowScales[row] * columnScales[column];
                    kernels.addScaled(
                            weight, block.values(), block.at(column), product.values(), product.at(row), width);
                }
            }
        });
        return product;
    }

    private SymmetricEigen eigen(TallMatrix block) {
        var gram = block.gram(workers);
        var matrix = new double[gram.length];
        for (int i = 0; i < gram.length; i++) {
            matrix[i] = gram[i];
        }
        return SymmetricEigen.of(matrix, width);
    }

    /// Returns a block with the same span and orthonormal columns; columns of zeros if the span is smaller.
    private TallMatrix orthonormal(TallMatrix block) {
        var eigen = eigen(block);
        var turn = new float[width * width];
        for (int j = 0; j < width; j++) {
            double value = eigen.values()[j];
            double factor = value > NOTHING * eigen.values()[0] ? 1 / Math.sqrt(value) : 0;
            for (int i = 0; i < width; i++) {
                turn[i * width + j] = (float) (factor * eigen.vectors()[j * width + i]);
            }
        }
        return block.times(turn, width, workers);
    }
}
