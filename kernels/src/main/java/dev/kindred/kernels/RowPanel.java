package dev.kindred.kernels;

/// Weighted rows that are gathered from a table, for products with all of them at once. A work space of one
/// thread.
///
/// It supports matrix-free least squares. For target 0, [#addRemainders] adds the negated product of `x` with
/// the weighted Gram matrix of the rows; otherwise it adds the negated gradient, up to a factor of 2, of the
/// weighted squared differences between inner products and target.
public sealed interface RowPanel permits ScalarRowPanel, VectorRowPanel {

    /// Returns the maximum number of rows.
    int capacity();

    /// Replaces the panel's rows by the rows of a table whose numbers are in `[from, to)` of `rows`.
    ///
    /// @param table as many columns as the panel is wide
    /// @param weights weights at the same positions as `rows`; or an empty array, if all are 1
    void gather(Bfloat16Rows table, int[] rows, int from, int to, float[] weights);

    /// Adds `weight * (target - inner product of y and x) * y` to `out`, for each row `y`.
    void addRemainders(float target, float[] x, float[] out);

    /// Returns the sum of `weight * (inner product of y and x)^2` over the rows `y`.
    double squares(float[] x);
}
