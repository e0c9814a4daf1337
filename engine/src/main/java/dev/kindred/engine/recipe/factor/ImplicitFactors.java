package dev.kindred.engine.recipe.factor;

/// The result of a training: the vectors of items, and the parameters by which a user's vector is computed. A
/// score is the inner product of both.
///
/// The coordinates are chosen such that the sum of `y * transposed(y)` over all items' vectors is a diagonal
/// matrix, its entries falling.
///
/// @param items the vector of item `i` begins at `i * rank`
/// @param spectrum the diagonal of that sum
public record ImplicitFactors(int itemCount, float[] items, float[] spectrum, AlsSettings settings) {

    public int rank() {
        return settings.rank();
    }
}
