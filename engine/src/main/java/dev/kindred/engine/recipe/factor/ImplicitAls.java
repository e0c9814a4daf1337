package dev.kindred.engine.recipe.factor;

import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.InteractionMatrix;
import dev.kindred.engine.recipe.TallMatrix;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import dev.kindred.kernels.FloatKernels;
import dev.kindred.kernels.NormalEquations;
import dev.kindred.kernels.SymmetricEigen;
import java.util.Arrays;
import java.util.Random;

/// Trains factors by alternating least squares.
///
/// The objective is that of Rendle, Krichene, Zhang and Koren, "Revisiting the Performance of iALS on Item
/// Recommendation Benchmarks" (2021): over the observed pairs, weight times the squared distance of the
/// score from 1; over all pairs, alpha0 times the squared score; and each vector's squared length times
/// lambda * (its interactions + alpha0 * the number of counterparts) ^ nu. A user who had an item more than
/// once is one pair with the largest of the weights.
///
/// For given item vectors each user's vector is the solution of a linear system of its own, and the other
/// way round. The given vectors are turned first such that their sum of squares is diagonal, whatever the
/// regularisation adds to it: then a row with few pairs is solved exactly in as many unknowns as it has pairs
/// (see [FoldIn]). So is every row of up to 64 factors, by Cholesky's factorisation: in registers and cache
/// that costs no more than the three steps of conjugate gradients that would be needed. Of more factors, the
/// vectors of rows with many pairs are improved 64 entries after another, the rest held ("iALS++: Speeding up
/// Matrix Factorization with Subspace Optimization", Rendle et al. 2021), because the exact cost grows with the
/// cube of the rank. We differ from iALS++ in going through all blocks of one vector before the next vector,
/// which is the same arithmetic and reads a user's items while they are in the cache.
///
/// The result does not depend on the number of threads: every row is solved on its own, and the sums over
/// all rows are made of parts of a fixed size, added up in order.
public final class ImplicitAls {

    private static final int ROWS_AT_ONCE = 64;

    private final FloatKernels kernels = FloatKernels.select();
    private final AlsSettings settings;
    private final int rank;
    private final Workers workers;

    private ImplicitAls(AlsSettings settings, Workers workers) {
        this.settings = settings;
        this.rank = settings.rank();
        this.workers = workers;
    }

    /// Trains on a log.
    ///
    /// @throws java.util.concurrent.CancellationException if it was called off
    public static ImplicitFactors train(InteractionLog log, AlsSettings settings, TrainingContext context) {
        return train(InteractionMatrix.of(log), settings, context);
    }

    /// Trains on a matrix of users and items.
    ///
    /// @throws java.util.concurrent.CancellationException if it was called off
    public static ImplicitFactors train(InteractionMatrix byUser, AlsSettings settings, TrainingContext context) {
        return new ImplicitAls(settings, context.workers()).train(byUser, context);
    }

    private ImplicitFactors train(InteractionMatrix byUser, TrainingContext context) {
        var byItem = byUser.transposed();
        var users = TallMatrix.zeros(byUser.rowCount(), rank);
        var items = initial(byItem.rowCount(), context.seed());
        for (int i = 0; i < settings.iterations(); i++) {
            context.watch().reached("factors", (double) i / settings.iterations());
            var turnedItems = Turned.of(items, workers);
            solve(byUser, turnedItems, users);
            var turnedUsers = Turned.of(users, workers);
            items = turnedItems.vectors();
            users = turnedUsers.vectors();
            solve(byItem, turnedUsers, items);
        }
        var turned = Turned.of(items, workers);
        return new ImplicitFactors(items.rows(), turned.vectors().values(), turned.spectrum(), settings);
    }

    private TallMatrix initial(int rows, long seed) {
        var vectors = TallMatrix.zeros(rows, rank);
        double deviation = settings.initialScale() / Math.sqrt(rank);
        workers.forRanges(rows, ROWS_AT_ONCE, (from, to) -> {
            for (int row = from; row < to; row++) {
                var random = new Random(seed + 0x9E3779B97F4A7C15L * (row + 1)); // the same whoever draws it
                for (int j = 0; j < rank; j++) {
                    vectors.values()[row * rank + j] = (float) (deviation * random.nextGaussian());
                }
            }
        });
        return vectors;
    }

    /// Goes nearer to all rows' vectors, given the columns' vectors, or all the way.
    private void solve(InteractionMatrix matrix, Turned given, TallMatrix solved) {
        workers.forRanges(matrix.rowCount(), ROWS_AT_ONCE, (from, to) -> {
            var exact = new DiagonalSystems(settings, given.vectors().values(), given.spectrum());
            var blocks = settings.blockSize() == rank ? null : new RowBlocks(matrix, given, longest(matrix, from, to));
            for (int row = from; row < to; row++) {
                if (blocks == null || exact.isShort(matrix, row)) {
                    exact.solve(matrix, row, solved.values(), row * rank);
                } else {
                    blocks.improve(row, solved.values());
                }
            }
        });
    }

    private static int longest(InteractionMatrix matrix, int from, int to) {
        int longest = 0;
        for (int row = from; row < to; row++) {
            longest = Math.max(longest, matrix.to(row) - matrix.from(row));
        }
        return longest;
    }

    /// Vectors turned such that their sum of squares is diagonal, which changes no score.
    ///
    /// @param axes what they were multiplied by, row after row
    /// @param spectrum the diagonal
    private record Turned(TallMatrix vectors, float[] axes, float[] spectrum) {

        static Turned of(TallMatrix vectors, Workers workers) {
            int rank = vectors.columns();
            var gram = vectors.gram(workers);
            var matrix = new double[gram.length];
            for (int i = 0; i < gram.length; i++) {
                matrix[i] = gram[i];
            }
            var eigen = SymmetricEigen.of(matrix, rank);
            var axes = new float[rank * rank];
            for (int i = 0; i < axes.length; i++) {
                axes[i] = (float) eigen.vectors()[i / rank + i % rank * rank]; // an axis a column
            }
            var spectrum = new float[rank];
            for (int i = 0; i < rank; i++) {
                spectrum[i] = (float) eigen.values()[i];
            }
            return new Turned(vectors.times(axes, rank, workers), axes, spectrum);
        }
    }

    /// Improves the vectors of rows with many pairs block by block. It is a work space of one thread.
    private final class RowBlocks {

        private final InteractionMatrix matrix;
        private final float[] given;
        private final Turned turned;
        private final NormalEquations[] blocks;
        private final float[] diagonal;
        private final float[] vector;
        private final float[] step;
        private final float[] missing; // how far the score of each of the row's pairs is from 1

        RowBlocks(InteractionMatrix matrix, Turned turned, int longestRow) {
            this.matrix = matrix;
            this.given = turned.vectors().values();
            this.turned = turned;
            int size = settings.blockSize();
            blocks = new NormalEquations[(rank + size - 1) / size];
            var whole = kernels.normalEquations(size);
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = (i + 1) * size <= rank ? whole : kernels.normalEquations(rank - i * size);
            }
            diagonal = new float[rank];
            vector = new float[rank];
            step = new float[size];
            missing = new float[longestRow];
        }

        void improve(int row, float[] solved) {
            int from = matrix.from(row);
            int to = matrix.to(row);
            float ridge = settings.ridge(matrix.sum(row), matrix.columnCount());
            for (int j = 0; j < rank; j++) {
                diagonal[j] = (float) settings.unobservedWeight() * turned.spectrum()[j] + ridge;
            }
            turn(solved, row * rank);
            for (int k = from; k < to; k++) {
                missing[k - from] = 1 - kernels.dot(given, matrix.columns()[k] * rank, vector, 0, rank);
            }
            for (int i = 0; i < blocks.length; i++) {
                int first = i * settings.blockSize();
                improve(blocks[i], first, Math.min(settings.blockSize(), rank - first), from, to);
            }
            System.arraycopy(vector, 0, solved, row * rank, rank);
        }

        /// Sets the vector to the row's as it is, turned as the given vectors were.
        private void turn(float[] solved, int at) {
            Arrays.fill(vector, 0);
            for (int j = 0; j < rank; j++) {
                kernels.addScaled(solved[at + j], turned.axes(), j * rank, vector, 0, rank);
            }
        }

        /// Goes to the best values of some entries of the vector, all others held.
        private void improve(NormalEquations equations, int first, int width, int from, int to) {
            equations.begin(diagonal, first);
            for (int k = from; k < to; k++) {
                float weight = matrix.value(k);
                equations.add(given, matrix.columns()[k] * rank + first, weight, weight * missing[k - from]);
            }
            for (int j = 0; j < width; j++) {
                step[j] = -diagonal[first + j] * vector[first + j];
            }
            equations.addToRightSide(1, step, 0);
            equations.solve(step, 0);
            kernels.addScaled(1, step, 0, vector, first, width);
            if (first + width < rank) {
                for (int k = from; k < to; k++) {
                    missing[k - from] -= kernels.dot(given, matrix.columns()[k] * rank + first, step, 0, width);
                }
            }
        }
    }
}
