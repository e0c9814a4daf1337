package dev.kindred.engine.recipe.member;

import dev.kindred.engine.file.SectionWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One model of a blend. The score of an item is that of the sparse part plus `factorWeight` times the inner
/// product of the user's and the item's vectors. One of the parts can be missing.
///
/// @param name see [MemberTrainer#name]
public record Member(
        String name, @Nullable SparsePart sparse, @Nullable Factors factors, float factorWeight) {

    public Member {
        if (sparse == null && factors == null) {
            throw new IllegalArgumentException("a member needs a part");
        }
    }

    public static Member ofSparse(String name, SparsePart sparse) {
        return new Member(name, sparse, null, 0);
    }

    public static Member ofFactors(String name, Factors factors) {
        return new Member(name, null, factors, 1);
    }

    /// Writes its sections.
    public void write(SectionWriter file, String prefix) throws IOException {
        if (sparse != null) {
            sparse.write(file, prefix);
        }
        if (factors != null) {
            factors.write(file, prefix);
        }
    }
}
