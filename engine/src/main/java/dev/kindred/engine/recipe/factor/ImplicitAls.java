package dev.kindred.engine.recipe.factor;

import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.InteractionMatrix;
import dev.kindred.engine.recipe.TallMatrix;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import dev.kindred.kernels.Bfloat16Rows;
import dev.kindred.kernels.FloatKernels;
import dev.kindred.kernels.SymmetricEigen;
import java.util.Arrays;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Training of implicit factors by alternating least squares.
///
/// The objective is that of Rendle, Krichene, Zhang and Koren, "Revisiting the Performance of iALS on Item
/// Recommendation Benchmarks" (2021): over the observed pairs, weight times the squared distance of the score
/// from 1; over all pairs, alpha0 times the squared score; and each vector's squared length times lambda * (its
/// interactions + alpha0 * the number of counterparts) ^ nu. Repeated interactions of a user with an item are
/// one pair with the largest weight.
///
/// For fixed item vectors each user's vector is the solution of a linear system, and vice versa. The fixed
/// vectors are first rotated so that their Gram matrix is diagonal, whatever the regularization adds to it. A
/// row's own pairs add a matrix of low rank, so a few steps of conjugate gradients from the previous vector
/// approximate the solution: see [ConjugateGradients]. They read the fixed vectors as bfloat16: see
/// [Bfloat16Rows].
///
/// The result does not depend on the number of threads: every row is solved independently, and sums over all
/// rows consist of parts of a fixed size, added in order.
public final class ImplicitAls {

    /// Number of rows per task of a thread. Taste.
    private static final int ROWS_AT_ONCE = 64;

    private final FloatKernels kernels = FloatKernels.select();
    private final Queue<Solver> idle = new ConcurrentLinkedQueue<>();
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
    /// @throws java.util.concurrent.CancellationException if the training is cancelled
    public static ImplicitFactors train(InteractionLog log, AlsSettings settings, TrainingContext context) {
        return train(InteractionMatrix.of(log), settings, context);
    }

    /// Trains on a matrix of users and items.
    ///
    /// @throws java.util.concurrent.CancellationException if the training is cancelled
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
            solve(byUser, turnedItems, users, settings.stepsIn(i));
            var turnedUsers = Turned.of(users, workers);
            items = turnedItems.vectors();
            users = turnedUsers.vectors();
            solve(byItem, turnedUsers, items, settings.stepsIn(i));
        }
        var turned = Turned.of(items, workers);
        return new ImplicitFactors(items.rows(), turned.vectors().packed(), turned.spectrum(), settings);
    }

    private TallMatrix initial(int rows, long seed) {
        var vectors = TallMatrix.zeros(rows, rank);
        double deviation = settings.initialScale() / Math.sqrt(rank);
        workers.forRanges(rows, ROWS_AT_ONCE, (from, to) -> {
            for (int row = from; row < to; row++) {
                var random = new Random(seed + 0x9E3779B97F4A7C15L * (row + 1)); // the same in every thread
                for (int j = 0; j < rank; j++) {
                    vectors.values()[vectors.at(row) + j] = (float) (deviation * random.nextGaussian());
                }
            }
        });
        return vectors;
    }

    /// Improves all rows' vectors for fixed columns' vectors.
    private void solve(InteractionMatrix matrix, Turned given, TallMatrix solved, int steps) {
        workers.forRanges(matrix.rowCount(), ROWS_AT_ONCE, (from, to) -> {
            var found = idle.poll();
            var solver = found == null ? new Solver() : found;
            for (int row = from; row < to; row++) {
                solver.improve(matrix, row, given, solved, steps);
            }
            idle.add(solver);
        });
    }

    /// Vectors rotated so that their Gram matrix is diagonal, which changes no score.
    ///
    /// @param rounded the same vectors as bfloat16, from which the others are solved
    /// @param axes the rotation matrix in row-major order
    /// @param spectrum the diagonal
    private record Turned(TallMatrix vectors, Bfloat16Rows rounded, float[] axes, float[] spectrum) {

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
                axes[i] = (float) eigen.vectors()[i / rank + i % rank * rank]; // axes are columns
            }
            var spectrum = new float[rank];
            for (int i = 0; i < rank; i++) {
                spectrum[i] = (float) eigen.values()[i];
            }
            var turned = vectors.times(axes, rank, workers);
            return new Turned(turned, rounded(turned, workers), axes, spectrum);
        }

        private static Bfloat16Rows rounded(TallMatrix vectors, Workers workers) {
            var rounded = Bfloat16Rows.zeros(vectors.rows(), vectors.columns());
            workers.forRanges(vectors.rows(), ROWS_AT_ONCE, (from, to) -> {
                for (int row = from; row < to; row++) {
                    rounded.set(row, vectors.values(), vectors.at(row));
                }
            });
            return rounded;
        }
    }

    /// Improves one vector after another. It is a work space of one thread.
    private final class Solver {

        private final ConjugateGradients gradients = new ConjugateGradients(rank);
        private final float[] diagonal = new float[rank];
        private final float[] vector = new float[rank];

        void improve(InteractionMatrix matrix, int row, Turned given, TallMatrix solved, int steps) {
            int at = solved.at(row);
            if (matrix.from(row) == matrix.to(row)) {
                Arrays.fill(solved.values(), at, at + rank, 0);
                return;
            }
            float ridge = settings.ridge(matrix.sum(row), matrix.columnCount());
            for (int j = 0; j < rank; j++) {
                diagonal[j] = (float) settings.unobservedWeight() * given.spectrum()[j] + ridge;
            }
            turn(solved.values(), at, given.axes());
            gradients.improve(matrix, row, given.rounded(), diagonal, vector, steps);
            System.arraycopy(vector, 0, solved.values(), at, rank);
        }

        /// Sets the initial vector to the row's previous one, rotated as the fixed vectors were.
        private void turn(float[] solved, int at, float[] axes) {
            Arrays.fill(vector, 0);
            for (int j = 0; j < rank; j++) {
                kernels.addScaled(solved[at + j], axes, j * rank, vector, 0, rank);
            }
        }
    }
}
