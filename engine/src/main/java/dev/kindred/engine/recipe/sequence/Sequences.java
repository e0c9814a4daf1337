package dev.kindred.engine.recipe.sequence;

import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.recipe.member.MemberData;
import java.util.Arrays;

/// The events of each user, oldest first, in the form that training reads: consecutive events with the same item
/// are one event with the greater weight, and long histories are truncated to the newest [#LONGEST] events. The
/// events of sequence `s` are at the positions `offsets[s]` to `offsets[s + 1]` (exclusive). The arrays are
/// shared, not copied.
///
/// @param newest the time of each sequence's newest event
public record Sequences(int itemCount, int[] offsets, int[] items, float[] weights, long[] newest) {

    /// Maximum number of events of a sequence: older events say little about the next one. Taste.
    static final int LONGEST = 1000;

    /// The number of newest events of a history that scorers read: the weights of older ones have decayed.
    /// Taste.
    private static final int NEWEST = 50;

    /// Returns the sequences of all interactions of the data.
    static Sequences of(MemberData data) {
        return data.derived(Sequences.class, its -> of(its.all()));
    }

    public static Sequences of(InteractionLog log) {
        var offsets = new int[log.userCount() + 1];
        var items = new int[log.size()];
        var weights = new float[log.size()];
        var newest = new long[log.userCount()];
        int size = 0;
        for (int user = 0; user < log.userCount(); user++) {
            int start = size;
            for (int at = Math.max(log.from(user), log.to(user) - LONGEST); at < log.to(user); at++) {
                if (size > start && items[size - 1] == log.items()[at]) {
                    weights[size - 1] = Math.max(weights[size - 1], log.weights()[at]);
                } else {
                    items[size] = log.items()[at];
                    weights[size++] = log.weights()[at];
                }
                newest[user] = log.times()[at];
            }
            offsets[user + 1] = size;
        }
        return new Sequences(
                log.itemCount(), offsets, Arrays.copyOf(items, size), Arrays.copyOf(weights, size), newest);
    }

    int count() {
        return offsets.length - 1;
    }

    /// Returns the [#NEWEST] newest events of a history, consecutive events with the same item as one.
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
