package dev.kindred.engine.recipe;

/// Newton's method with step halving for strictly convex problems of few variables. The minimum is unique, and
/// the method is deterministic.
public final class Newton {

    /// Maximum numbers of steps and halvings, which strictly convex problems do not reach. Taste.
    private static final int MOST_STEPS = 40;
    private static final int MOST_HALVINGS = 30;

    /// The directional derivative along the step at which the search ends. Taste.
    private static final double ENOUGH = 1e-6;

    private Newton() {}

    /// The function to minimize.
    public interface Problem {

        /// Returns the value at a point.
        double value(double[] at);

        /// Sets the gradient at a point, and the lower triangle of the Hessian.
        void derive(double[] at, double[] gradient, double[] hessian);
    }

    /// Returns the minimizer.
    public static double[] minimize(Problem problem, double[] start) {
        int size = start.length;
        var point = start.clone();
        var hessian = new double[size * size];
        var step = new double[size];
        double best = problem.value(point);
        for (int i = 0; i < MOST_STEPS; i++) {
            problem.derive(point, step, hessian);
            double slope = solve(hessian, step, size);
            var next = new double[size];
            double length = 1;
            double reached = Double.POSITIVE_INFINITY;
            for (int halving = 0; halving < MOST_HALVINGS && !(reached <= best - 1e-4 * length * slope); halving++) {
                length = halving == 0 ? 1 : length / 2;
                for (int j = 0; j < size; j++) {
                    next[j] = point[j] - length * step[j];
                }
                reached = problem.value(next);
            }
            if (!(reached <= best)) {
                break; // the limit of floating-point precision
            }
            point = next;
            best = reached;
            if (slope < ENOUGH) {
                break;
            }
        }
        return point;
    }

    /// Replaces the gradient by the Newton step, by an in-place Cholesky factorisation, and returns their inner
    /// product.
    private static double solve(double[] matrix, double[] vector, int size) {
        var gradient = vector.clone();
        for (int j = 0; j < size; j++) {
            for (int k = 0; k <= j; k++) {
                double sum = matrix[j * size + k];
                for (int m = 0; m < k; m++) {
                    sum -= matrix[j * size + m] * matrix[k * size + m];
                }
                matrix[j * size + k] = j == k ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[k * size + k];
            }
        }
        for (int j = 0; j < size; j++) {
            for (int m = 0; m < j; m++) {
                vector[j] -= matrix[j * size + m] * vector[m];
            }
            vector[j] /= matrix[j * size + j];
        }
        for (int j = size - 1; j >= 0; j--) {
            for (int m = j + 1; m < size; m++) {
                vector[j] -= matrix[m * size + j] * vector[m];
            }
            vector[j] /= matrix[j * size + j];
        }
        double product = 0;
        for (int j = 0; j < size; j++) {
            product += gradient[j] * vector[j];
        }
        return product;
    }
}
