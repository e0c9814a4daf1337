package dev.kindred.engine.recipe.member;

import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.recipe.ItemScores;
import java.io.IOException;

/// The part of a member that scores a few items, on any scale of its own: a blend divides the scores by a typical
/// one. Immutable.
public interface SparsePart {

    /// Returns a scorer, which belongs to one thread at a time and keeps its arrays from profile to profile.
    Scorer scorer();

    /// Writes its sections.
    void write(SectionWriter file, String prefix) throws IOException;

    /// Scores items for one profile after another.
    @FunctionalInterface
    interface Scorer {

        /// Adds a score to each item that it has one for.
        void score(Profile profile, ItemScores scores);
    }
}
