package dev.kindred.engine.recipe.sequence;

import dev.kindred.engine.model.ItemMatrix;
import dev.kindred.engine.recipe.ItemScores;
import java.util.Collection;

/// Room for the work of one request, kept for the next one. For one thread at a time; all is empty between
/// requests.
///
/// @param ages how long ago the history's items were had, by item
/// @param sequences scores of recent sequences
/// @param row room for any row of the rules
public record Scratch(ItemScores ages, ItemScores sequences, ItemMatrix.Row row) {

    /// Returns room that is enough for all of the members.
    public static Scratch roomFor(Collection<SequenceMember> members, int itemCount) {
        int sequences = 0;
        var row = ItemMatrix.Row.EMPTY;
        for (var member : members) {
            switch (member) {
                case NextItemRules rules -> row = ItemMatrix.Row.roomFor(rules.counts());
                case RecentSequences recent -> sequences = recent.count();
            }
        }
        return new Scratch(new ItemScores(itemCount), new ItemScores(sequences), row);
    }
}
