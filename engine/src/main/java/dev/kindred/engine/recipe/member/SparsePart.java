package dev.kindred.engine.recipe.member;

import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.recipe.ItemScores;
import java.io.IOException;

/// The part of a member that scores a few items, on any scale: a blend normalizes the scores. Immutable.
public interface SparsePart {

    /// Returns a scorer, which belongs to one thread at a time and reuses its arrays.
    Scorer scorer();

    /// Writes its sections.
    void write(SectionWriter file, String prefix) throws IOException;

    /// Scores items for one profile after another.
    interface Scorer {

        /// Adds the scores of the items that have one.
        void score(Profile profile, ItemScores scores);

        /// Adds the parts of the scores of items that come from each item of the profile. They add up to the
        /// scores of [#score].
        void attribute(Profile profile, Attribution attribution);
    }
}
