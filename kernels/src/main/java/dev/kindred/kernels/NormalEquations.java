package dev.kindred.kernels;

/// A symmetric system `A x = b` that is built up from weighted rows, as a least-squares problem asks for, and
/// solved by Cholesky's factorisation. It is a work space of one thread; nothing is allocated after it was
/// made.
///
/// `A` must be positive definite. Where rounding leaves a pivot that is not, it counts as the smallest one
/// that floats can tell from 0 beside the largest entry of the diagonal, so that an answer stays finite.
public sealed interface NormalEquations permits ScalarNormalEquations, VectorNormalEquations {

    /// What a pivot is at least, relative to the largest entry of the diagonal.
    float SMALLEST_PIVOT = 1e-7f;

    /// Starts anew with a diagonal `A` and `b = 0`.
    void begin(float[] diagonal, int from);

    /// Adds `weight * y * transposed(y)` to `A` and `target * y` to `b`, where `y` begins at `from` of `rows`.
    ///
    /// @param weight at least 0
    void add(float[] rows, int from, float weight, float target);

    /// Adds to `A` the inner products of `count` rows with each other, each row multiplied, entry by entry, by
    /// `factors`: row `i` begins at `starts[i]` of `rows`, is as long as `factors`, and counts `weights[i]`.
    /// Of a wider system the rest stays as it is.
    void addInnerProducts(float[] rows, int[] starts, float[] weights, int count, float[] factors);

    /// Adds `factor` times `x[from, from + width)` to `b`.
    void addToRightSide(float factor, float[] x, int from);

    /// Solves the system and writes `x` to `out` from `outFrom`. The system is used up by it.
    void solve(float[] out, int outFrom);
}
