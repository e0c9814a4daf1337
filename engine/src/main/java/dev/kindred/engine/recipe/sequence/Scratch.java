package dev.kindred.engine.recipe.sequence;

import dev.kindred.engine.model.ItemMatrix;
import dev.kindred.engine.recipe.ItemScores;
import dev.kindred.kernels.BestOf;
import java.util.Collection;

/// Room for the work of one request, kept for the next one. For one thread at a time; all is empty between
/// requests.
///
/// @param sequences scores of recent sequences
/// @param newest how long ago the newest item of the history was had that a recent sequence has, by sequence; of no
///     meaning for one without a score
/// @param best finds the nearest sequences
/// @param row room for any row of the rules
@SuppressWarnings("ArrayRecordComponent") // handed on once, compared with nothing
public record Scratch(ItemScores sequences, int[] newest, BestOf best, ItemMatrix.Row row) {

    /// Returns room that is enough for all of the members.
    public static Scratch roomFor(Collection<SequenceMember> members) {
        int sequences = 0;
        var row = ItemMatrix.Row.EMPTY;
        for (var member : members) {
            switch (member) {
                case NextItemRules rules -> row = ItemMatrix.Row.roomFor(rules.counts());
                case RecentSequences recent -> sequences = recent.count();
            }
        }
        return new Scratch(new ItemScores(sequences), new int[sequences], new BestOf(), row);
    }
}
