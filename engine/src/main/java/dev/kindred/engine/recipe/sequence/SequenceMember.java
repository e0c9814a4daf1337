package dev.kindred.engine.recipe.sequence;

import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.ranking.History;
import java.io.IOException;

/// A way to score items by a history. A blend asks each of its members and adds their scores up, each divided
/// by its own typical score, so a member may use any scale. To add a member: list it here, train it in
/// [SequenceTraining], and read it in [SequenceModel].
sealed interface SequenceMember permits NextItemRules, RecentSequences {

    /// What the member is called where weights are told.
    String name();

    /// Adds a score greater than 0 to each item that it thinks may come next; few items, not all.
    ///
    /// @param history with at least one event, newest first
    void score(History history, ItemScores scores, Scratch scratch);

    /// Writes the member's sections.
    void write(SectionWriter file) throws IOException;
}
