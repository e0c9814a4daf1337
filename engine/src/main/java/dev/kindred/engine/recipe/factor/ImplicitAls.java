package dev.kindred.engine.recipe.factor;

import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.InteractionMatrix;
import dev.kindred.engine.recipe.TallMatrix;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import dev.kindred.kernels.FloatKernels;
import dev.kindred.kernels.NormalEquations;
import dev.kindred.kernels.SymmetricEigen;
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
/// way round. Up to 64 factors it is solved exactly by Cholesky's factorisation: in registers and cache that
/// costs no more than the three steps of conjugate gradients that would be needed, and is exact. The given
/// vectors are turned first such that their sum of squares is diagonal, whatever the regularisation adds to
/// it: then a row with few pairs is solved in as many unknowns as it has pairs (see [FoldIn]). Above,
/// systems of 64 entries are solved one after another, the rest held ("iALS++: Speeding up Matrix
/// Factorization with Subspace Optimization", Rendle et al. 2021), because the exact cost grows with the
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
            if (settings.blockSize() == rank) {
                solveExactly(byUser, items, users);
                solveExactly(byItem, users, items);
            } else {
                solve(byUser, items.values(), users.values());
                solve(byItem, users.values(), items.values());
            }
        }
        return turned(items);
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

    /// Goes nearer to all rows' vectors, given the columns' vectors, block by block.
    private void solve(InteractionMatrix matrix, float[] given, float[] solved) {
        var gram = new TallMatrix(given, matrix.columnCount(), rank).gram(workers);
        workers.forRanges(matrix.rowCount(), ROWS_AT_ONCE, (from, to) -> {
            var solver = new RowSolver(matrix, given, gram, longest(matrix, from, to));
            for (int row = from; row < to; row++) {
                solver.solve(row, solved);
            }
        });
    }

    /// Solves for all rows' vectors exactly, in the basis where the columns' sum of squares is diagonal.
    private void solveExactly(InteractionMatrix matrix, TallMatrix given, TallMatrix solved) {
        var turned = turned(given);
        workers.forRanges(matrix.rowCount(), ROWS_AT_ONCE, (from, to) -> {
            var systems = new DiagonalSystems(settings, turned.items(), turned.spectrum());
            for (int row = from; row < to; row++) {
                systems.solve(matrix, row, solved.values(), row * rank);
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

    /// Turns the vectors such that their sum of squares is diagonal, which changes no score and makes finding
    /// a user's vector cheap (see [FoldIn]).
    private ImplicitFactors turned(TallMatrix items) {
        var gram = items.gram(workers);
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
        return new ImplicitFactors(
                items.rows(), items.times(axes, rank, workers).values(), spectrum, settings);
    }

    /// The work space of one thread.
    private final class RowSolver {

        private final InteractionMatrix matrix;
        private final float[] given;
        private final float[] gram;
        private final NormalEquations[] blocks;
        private final float[] step;
        private final float[] missing; // how far the score of each of the row's pairs is from 1

        RowSolver(InteractionMatrix matrix, float[] given, float[] gram, int longestRow) {
            this.matrix = matrix;
            this.given = given;
            this.gram = gram;
            int size = settings.blockSize();
            blocks = new NormalEquations[(rank + size - 1) / size];
            var whole = kernels.normalEquations(size);
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = (i + 1) * size <= rank ? whole : kernels.normalEquations(rank - i * size);
            }
            step = new float[size];
            missing = new float[longestRow];
        }

        void solve(int row, float[] solved) {
            int from = matrix.from(row);
            int to = matrix.to(row);
            float ridge = settings.ridge(matrix.sum(row), matrix.columnCount());
            for (int k = from; k < to; k++) {
                missing[k - from] = 1 - kernels.dot(given, matrix.columns()[k] * rank, solved, row * rank, rank);
            }
            for (int i = 0; i < blocks.length; i++) {
                int first = i * settings.blockSize();
                int width = Math.min(settings.blockSize(), rank - first);
                improve(blocks[i], first, width, from, to, ridge, solved, row * rank);
            }
        }

        /// Goes to the best values of some entries of the vector, all others held.
        private void improve(
                NormalEquations equations,
                int first,
                int width,
                int from,
                int to,
                float ridge,
                float[] solved,
                int at) {
            float unobserved = (float) settings.unobservedWeight();
            equations.begin(gram, first * rank + first, rank, unobserved, ridge);
            for (int k = from; k < to; k++) {
                float weight = matrix.value(k);
                equations.add(given, matrix.columns()[k] * rank + first, weight, weight * missing[k - from]);
            }
            for (int j = 0; j < rank; j++) {
                equations.addToRightSide(-unobserved * solved[at + j], gram, j * rank + first);
            }
            equations.addToRightSide(-ridge, solved, at + first);
            equations.solve(step, 0);
            kernels.addScaled(1, step, 0, solved, at + first, width);
            if (first + width < rank) {
                for (int k = from; k < to; k++) {
                    missing[k - from] -= kernels.dot(given, matrix.columns()[k] * rank + first, step, 0, width);
                }
            }
        }
    }
}
