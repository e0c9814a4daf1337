package dev.kindred.engine.recipe.sequence;

import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.recipe.ItemScores;
import java.io.IOException;
import java.util.Arrays;

/// A way to score items by the order of a history's events, on any scale of its own: a blend of models divides
/// the scores by a typical one. To add a model: list it here, and train, choose and read it where the blend
/// does.
public sealed interface SequenceMember permits NextItemRules, RecentSequences {

    /// How many of the newest events of a history are looked at.
    int NEWEST = 50;

    /// What the member is called where weights are told, and in files.
    String name();

    /// Adds a score greater than 0 to each item that it thinks may come next; few items, not all.
    ///
    /// @param history with at least one event, newest first; see [#newest]
    void score(History history, ItemScores scores, Scratch scratch);

    /// Writes the member's sections.
    void write(SectionWriter file) throws IOException;

    /// The [#NEWEST] newest events of a history, the same item twice in a row taken as one.
    static History newest(History history) {
        var items = new int[Math.min(NEWEST, history.size())];
        var times = new long[items.length];
        var weights = new float[items.length];
        int size = 0;
        for (int age = 0; age < history.size(); age++) {
            if (size > 0 && items[size - 1] == history.items()[age]) {
                weights[size - 1] = Math.max(weights[size - 1], history.weights()[age]);
                continue;
            }
            if (size == items.length) {
                break;
            }
            items[size] = history.items()[age];
            times[size] = history.times()[age];
            weights[size++] = history.weights()[age];
        }
        return new History(Arrays.copyOf(items, size), Arrays.copyOf(times, size), Arrays.copyOf(weights, size));
    }
}
