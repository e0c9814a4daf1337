package dev.kindred.kernels;

/// A symmetric system `A x = b` that is accumulated from weighted rows, as in a least-squares problem, and
/// solved by Cholesky factorisation. It is a work space of one thread and allocates nothing after construction.
///
/// `A` must be positive definite. A pivot that is too small because of rounding is replaced by [#SMALLEST_PIVOT]
/// times the largest diagonal entry, so that the solution is finite.
public sealed interface NormalEquations permits ScalarNormalEquations, VectorNormalEquations {

    /// Minimum pivot relative to the largest diagonal entry: about the precision of a float, 2^-23.
    float SMALLEST_PIVOT = 1e-7f;

    /// Resets the system to a diagonal `A` and `b = 0`.
    void begin(float[] diagonal, int from);

    /// Adds `weight * y * transposed(y)` to `A` and `target * y` to `b`, where `y` begins at `from` of `rows`.
    ///
    /// @param weight at least 0
    void add(float[] rows, int from, float weight, float target);

    /// Adds to `A` the products of `count` rows: `A += sum of weights[i] * z_i * transposed(z_i)`, where `z_i`
    /// is row `i` multiplied entry by entry by `factors`. Row `i` begins at `starts[i]` of `rows` and has the
    /// length of `factors`. If the system is wider, only its leading block changes.
    void addInnerProducts(float[] rows, int[] starts, float[] weights, int count, float[] factors);

    /// Adds `factor` times `x[from, from + width)` to `b`.
    void addToRightSide(float factor, float[] x, int from);

    /// Solves the system and writes `x` to `out` from `outFrom`. This overwrites the system.
    void solve(float[] out, int outFrom);
}
