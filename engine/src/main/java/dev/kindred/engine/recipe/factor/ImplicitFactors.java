package dev.kindred.engine.recipe.factor;

/// What training came to: all that is needed to find a user's vector, and the score of an item for it, which
/// is their inner product.
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
