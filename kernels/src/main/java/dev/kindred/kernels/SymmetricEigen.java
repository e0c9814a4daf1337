package dev.kindred.kernels;

import java.util.Arrays;

/// Eigenvalues and eigenvectors of a small symmetric positive semi-definite matrix, up to some hundreds of rows.
///
/// One-sided Jacobi rotations (Hestenes, "Inversion of Matrices by Biorthogonalization and Related Results",
/// 1958): pairs of rows are rotated until all rows are orthogonal. Each row is then an eigenvector times its
/// eigenvalue. A small multiple of the identity is added first, so that a singular matrix also has a full set of
/// eigenvectors.
///
/// @param values the eigenvalues in descending order
/// @param vectors row `i` is the eigenvector of value `i`, of length 1
public record SymmetricEigen(double[] values, double[] vectors) {

    /// Maximum number of sweeps before the method reports that it did not converge. Taste.
    private static final int MOST_SWEEPS = 60;

    /// Relative cosine below which rows count as orthogonal: a few hundred units in the last place of a double.
    private static final double ORTHOGONAL = 1e-13;

    /// The relative shift that makes a singular matrix definite. Taste.
    private static final double SHIFT = 1e-7;

    /// Returns the decomposition of a matrix of `size` rows. Only the upper triangle is read.
    public static SymmetricEigen of(double[] matrix, int size) {
        var rows = new double[size][size];
        double shift = shift(matrix, size);
        for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
                rows[i][j] = matrix[i * size + j];
                rows[j][i] = rows[i][j];
            }
            rows[i][i] += shift;
        }
        for (int sweep = 0; sweep < MOST_SWEEPS && turnAllPairs(rows); sweep++) {}
        return sorted(rows, shift);
    }

    private static double shift(double[] matrix, int size) {
        double trace = 0;
        for (int i = 0; i < size; i++) {
            trace += matrix[i * size + i];
        }
        return trace > 0 ? SHIFT * trace / size : 1;
    }

    /// Rotates all pairs of rows once. Returns whether any pair was not orthogonal.
    private static boolean turnAllPairs(double[][] rows) {
        boolean turned = false;
        for (int p = 0; p < rows.length; p++) {
            for (int q = p + 1; q < rows.length; q++) {
                double pp = dot(rows[p], rows[p]);
                double qq = dot(rows[q], rows[q]);
                double pq = dot(rows[p], rows[q]);
                if (Math.abs(pq) > ORTHOGONAL * Math.sqrt(pp * qq)) {
                    turn(rows[p], rows[q], pp, qq, pq);
                    turned = true;
                }
            }
        }
        return turned;
    }

    private static void turn(double[] p, double[] q, double pp, double qq, double pq) {
        double zeta = (qq - pp) / (2 * pq);
        double tangent = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        double cosine = 1 / Math.sqrt(1 + tangent * tangent);
        double sine = cosine * tangent;
        for (int j = 0; j < p.length; j++) {
            double was = p[j];
            p[j] = cosine * was - sine * q[j];
            q[j] = sine * was + cosine * q[j];
        }
    }

    private static SymmetricEigen sorted(double[][] rows, double shift) {
        int size = rows.length;
        var lengths = new double[size];
        var order = new Integer[size];
        for (int i = 0; i < size; i++) {
            lengths[i] = Math.sqrt(dot(rows[i], rows[i]));
            order[i] = i;
        }
        Arrays.sort(order, (a, b) -> Double.compare(lengths[b], lengths[a]));
        var values = new double[size];
        var vectors = new double[size * size];
        for (int i = 0; i < size; i++) {
            double length = lengths[order[i]];
            values[i] = Math.max(0, length - shift);
            for (int j = 0; j < size; j++) {
                vectors[i * size + j] = rows[order[i]][j] / length;
            }
        }
        return new SymmetricEigen(values, vectors);
    }

    /// Four accumulators, so that an addition does not wait for the previous one.
    private static double dot(double[] a, double[] b) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i <= a.length - 4; i += 4) {
            sum0 += a[i] * b[i];
            sum1 += a[i + 1] * b[i + 1];
            sum2 += a[i + 2] * b[i + 2];
            sum3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            sum0 += a[i] * b[i];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }
}
