package dev.kindred.engine.recipe.factor;

/// Computes `B (I + transposed(B) B)^-1 r` for one right side after another, by a Cholesky factorization of the
/// smaller of `I + transposed(B) B` and `I + B transposed(B)`: both yield the same, because
/// `B (I + transposed(B) B)^-1 = (I + B transposed(B))^-1 B`.
final class LinearShares {

    private final double[][] rows;
    private final double[][] lower; // the Cholesky factor
    private final boolean byRow; // whether the system has a row for each row of B

    private LinearShares(double[][] rows, double[][] lower, boolean byRow) {
        this.rows = rows;
        this.lower = lower;
        this.byRow = byRow;
    }

    /// @param rows the rows of B
    /// @param width their length
    static LinearShares of(double[][] rows, int width) {
        boolean byRow = rows.length <= width;
        int size = byRow ? rows.length : width;
        var system = new double[size][size];
        if (byRow) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j <= i; j++) {
                    system[i][j] = dot(rows[i], rows[j], width);
                }
            }
        } else {
            for (var row : rows) {
                for (int i = 0; i < size; i++) {
                    for (int j = 0; j <= i; j++) {
                        system[i][j] += row[i] * row[j];
                    }
                }
            }
        }
        for (int i = 0; i < size; i++) {
            system[i][i] += 1;
        }
        factorize(system);
        return new LinearShares(rows, system, byRow);
    }

    /// Returns the product with a right side.
    double[] shares(double[] right) {
        return byRow ? solve(product(right)) : product(solve(right));
    }

    private double[] product(double[] right) {
        var product = new double[rows.length];
        for (int k = 0; k < product.length; k++) {
            product[k] = dot(rows[k], right, right.length);
        }
        return product;
    }

    private static double dot(double[] a, double[] b, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /// Replaces the lower triangle of a matrix whose eigenvalues are at least 1 by its Cholesky factor.
    private static void factorize(double[][] matrix) {
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < i; j++) {
                matrix[i][j] = (matrix[i][j] - dot(matrix[i], matrix[j], j)) / matrix[j][j];
            }
            matrix[i][i] = Math.sqrt(matrix[i][i] - dot(matrix[i], matrix[i], i));
        }
    }

    private double[] solve(double[] right) {
        var solution = right.clone();
        for (int i = 0; i < solution.length; i++) {
            solution[i] = (solution[i] - dot(lower[i], solution, i)) / lower[i][i];
        }
        for (int i = solution.length - 1; i >= 0; i--) {
            solution[i] /= lower[i][i];
            for (int j = 0; j < i; j++) {
                solution[j] -= lower[i][j] * solution[i];
            }
        }
        return solution;
    }
}
