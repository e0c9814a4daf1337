package dev.kindred.engine.recipe.member;

import dev.kindred.engine.model.SparseMatrix;
import dev.kindred.engine.recipe.sequence.SequenceMember;
import org.jspecify.annotations.Nullable;

/// One model of a blend. An item's score is what the order of the history's events says for it, plus the sum of
/// its entries in the rows of the history's items, plus `factorWeight` times the inner product of the user's
/// and the item's vectors; all parts but one can be missing.
public record Member(
        String name,
        @Nullable SequenceMember sequence,
        @Nullable SparseMatrix matrix,
        @Nullable Factors factors,
        float factorWeight) {

    public Member {
        if (sequence == null && matrix == null && factors == null) {
            throw new IllegalArgumentException("a member needs a part");
        }
    }

    public static Member ofSequence(SequenceMember sequence) {
        return new Member(sequence.name(), sequence, null, null, 0);
    }

    public static Member ofMatrix(String name, SparseMatrix matrix) {
        return new Member(name, null, matrix, null, 0);
    }

    public static Member ofFactors(String name, Factors factors) {
        return new Member(name, null, null, factors, 1);
    }

    /// Whether it scores few items by itself, without an inner product for each.
    public boolean isSparse() {
        return sequence != null || matrix != null;
    }
}
