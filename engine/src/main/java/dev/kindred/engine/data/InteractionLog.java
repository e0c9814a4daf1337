package dev.kindred.engine.data;

import java.util.Arrays;

/// What users did, in arrays: the interactions of user `u` stand at the positions `from(u)` to `to(u)`
/// (exclusive), oldest first. A user can have an item more than once, and equal times keep the order they
/// came in.
///
/// The arrays are shared, not copied: whoever gets one must not write to it.
///
/// @param offsets the position of each user's first interaction, and at last the number of all; length users
/// + 1
/// @param items the item index of each interaction
/// @param times the time of each, in seconds since 1970
/// @param weights how much each counts, 1 where nothing else is said; greater than 0
public record InteractionLog(int itemCount, int[] offsets, int[] items, long[] times, float[] weights) {

    public InteractionLog {
        int size = offsets[offsets.length - 1];
        if (items.length != size || times.length != size || weights.length != size) {
            throw new IllegalArgumentException("the arrays differ in length");
        }
    }

    /// Returns a log in which every interaction counts the same.
    public static InteractionLog unweighted(int itemCount, int[] offsets, int[] items, long[] times) {
        var weights = new float[items.length];
        Arrays.fill(weights, 1);
        return new InteractionLog(itemCount, offsets, items, times, weights);
    }

    public int userCount() {
        return offsets.length - 1;
    }

    /// The number of interactions.
    public int size() {
        return items.length;
    }

    /// The position of the user's first interaction.
    public int from(int user) {
        return offsets[user];
    }

    /// The position after the user's last interaction.
    public int to(int user) {
        return offsets[user + 1];
    }
}
