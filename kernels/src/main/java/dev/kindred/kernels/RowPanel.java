package dev.kindred.kernels;

/// Rows with weights, gathered from a table, for products with all of them at once. It is a work space of one
/// thread.
///
/// Least squares without a matrix: what [#addRemainders] adds is, for target 0, the negated product of `x` with
/// the rows' weighted sum of squares, and else the direction in which the weighted squared distances of the
/// inner products from the target fall.
public sealed interface RowPanel permits ScalarRowPanel, VectorRowPanel {

    /// Returns how many rows it holds at most.
    int capacity();

    /// Takes the rows of a table whose numbers stand at `[from, to)` of `rows`, in the place of all before.
    ///
    /// @param table of as many columns as the panel is wide
    /// @param weights of the rows, by the same positions; or an empty array, where all are 1
    void gather(Bfloat16Rows table, int[] rows, int from, int to, float[] weights);

    /// Adds `weight * (target - inner product of y and x) * y` to `out`, for each row `y`.
    void addRemainders(float target, float[] x, float[] out);

    /// Returns the sum of `weight * (inner product of y and x)^2` over the rows `y`.
    double squares(float[] x);
}
