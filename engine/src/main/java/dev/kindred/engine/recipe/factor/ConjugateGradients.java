package dev.kindred.engine.recipe.factor;

import dev.kindred.engine.data.InteractionMatrix;
import dev.kindred.kernels.Bfloat16Rows;
import dev.kindred.kernels.FloatKernels;
import dev.kindred.kernels.RowPanel;

/// An iterative solver of `(D + sum of w * y * transposed(y)) x = sum of w * y` from an approximate solution,
/// where D is diagonal: the method of conjugate gradients, preconditioned by D (Hestenes and Stiefel, 1952; for
/// ALS: Takács, Pilászy and Tikk, "Applications of the Conjugate Gradient Method for Implicit Feedback
/// Collaborative Filtering", 2011). It is a work space of one thread.
///
/// The sum is over a row's pairs: w is the weight of a pair, y the vector of its counterpart. The matrix is not
/// materialized: each step takes two passes over the pairs' vectors, which are first copied to contiguous
/// memory, and the last step takes one pass.
final class ConjugateGradients {

    /// Maximum number of values in contiguous memory, 2 MB: half of them fit in a second-level cache of 1 MB.
    /// Taste.
    private static final int PANEL = 1 << 19;

    private final int rank;
    private final RowPanel panel;
    private final float[] inverse; // inverse of the diagonal
    private final float[] residual;
    private final float[] direction;
    private final float[] product;

    ConjugateGradients(int rank) {
        this.rank = rank;
        panel = FloatKernels.select().rowPanel(rank, PANEL / Bfloat16Rows.padded(rank));
        inverse = new float[rank];
        residual = new float[rank];
        direction = new float[rank];
        product = new float[rank];
    }

    /// Improves `x`.
    ///
    /// @param given the counterparts' vectors
    /// @param diagonal greater than 0
    void improve(InteractionMatrix matrix, int row, Bfloat16Rows given, float[] diagonal, float[] x, int steps) {
        if (steps == 0) {
            return;
        }
        boolean isWhole = matrix.to(row) - matrix.from(row) <= panel.capacity();
        if (isWhole) {
            gather(matrix, matrix.from(row), matrix.to(row), given);
        }
        for (int j = 0; j < rank; j++) {
            inverse[j] = 1 / diagonal[j];
            residual[j] = -diagonal[j] * x[j];
        }
        addRemainders(isWhole, matrix, row, given, 1, x, residual);
        float length = 0; // squared norm of the residual in the metric of the inverse of D
        for (int j = 0; j < rank; j++) {
            direction[j] = inverse[j] * residual[j];
            length += direction[j] * residual[j];
        }
        for (int step = 1; step < steps; step++) {
            for (int j = 0; j < rank; j++) {
                product[j] = -diagonal[j] * direction[j];
            }
            addRemainders(isWhole, matrix, row, given, 0, direction, product);
            float curvature = 0;
            for (int j = 0; j < rank; j++) {
                curvature -= product[j] * direction[j];
            }
            float distance = length / curvature;
            if (!isFarEnough(distance)) {
                return;
            }
            float next = 0;
            for (int j = 0; j < rank; j++) {
                x[j] += distance * direction[j];
                residual[j] += distance * product[j];
                next += inverse[j] * residual[j] * residual[j];
            }
            float turn = next / length;
            for (int j = 0; j < rank; j++) {
                direction[j] = inverse[j] * residual[j] + turn * direction[j];
            }
            length = next;
        }
        float last =
                (float) (length / curvature(isWhole, matrix, row, given, diagonal)); // the next residual is not needed
        for (int j = 0; j < rank && isFarEnough(last); j++) {
            x[j] += last * direction[j];
        }
    }

    /// Returns false if the solution is reached, or exceeds the range of floats.
    private static boolean isFarEnough(float distance) {
        return distance > 0 && distance < Float.POSITIVE_INFINITY;
    }

    /// Returns the squared norm of the direction in the metric of the matrix.
    private double curvature(
            boolean isGathered, InteractionMatrix matrix, int row, Bfloat16Rows given, float[] diagonal) {
        double sum = 0;
        for (int j = 0; j < rank; j++) {
            sum += diagonal[j] * direction[j] * direction[j];
        }
        if (isGathered) {
            return sum + panel.squares(direction);
        }
        for (int from = matrix.from(row); from < matrix.to(row); from += panel.capacity()) {
            gather(matrix, from, Math.min(matrix.to(row), from + panel.capacity()), given);
            sum += panel.squares(direction);
        }
        return sum;
    }

    private void addRemainders(
            boolean isGathered,
            InteractionMatrix matrix,
            int row,
            Bfloat16Rows given,
            float target,
            float[] x,
            float[] out) {
        if (isGathered) {
            panel.addRemainders(target, x, out);
            return;
        }
        for (int from = matrix.from(row); from < matrix.to(row); from += panel.capacity()) {
            gather(matrix, from, Math.min(matrix.to(row), from + panel.capacity()), given);
            panel.addRemainders(target, x, out);
        }
    }

    private void gather(InteractionMatrix matrix, int from, int to, Bfloat16Rows given) {
        panel.gather(given, matrix.columns(), from, to, matrix.values());
    }
}
