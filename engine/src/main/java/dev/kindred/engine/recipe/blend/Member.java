package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.recipe.neighbours.SparseMatrix;
import org.jspecify.annotations.Nullable;

/// One model of a blend. An item's score is the sum of its entries in the rows of the history's items, plus
/// `factorWeight` times the inner product of the user's and the item's vectors; either part can be missing.
record Member(
        String name,
        @Nullable SparseMatrix matrix,
        @Nullable Factors factors,
        float factorWeight) {

    Member {
        if (matrix == null && factors == null) {
            throw new IllegalArgumentException("a member needs a part");
        }
    }

    static Member ofMatrix(String name, SparseMatrix matrix) {
        return new Member(name, matrix, null, 0);
    }

    static Member ofFactors(String name, Factors factors) {
        return new Member(name, null, factors, 1);
    }
}
