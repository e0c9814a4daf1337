package dev.kindred.engine.recipe.factor;

/// The result of a training: the vectors of items, and the parameters for computing a user's vector. A score is
/// the inner product of both.
///
/// The coordinates are chosen such that the Gram matrix of all items' vectors is diagonal with descending
/// entries.
///
/// @param items the vector of item `i` begins at `i * rank`
/// @param spectrum the diagonal of the Gram matrix
public record ImplicitFactors(int itemCount, float[] items, float[] spectrum, AlsSettings settings) {

    public int rank() {
        return settings.rank();
    }
}
