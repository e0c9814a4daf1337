package dev.kindred.engine.data;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/// The interactions of users, in arrays: those of user `u` are at the positions from `from(u)` to `to(u)`
/// (exclusive), oldest first. A user can have several interactions with an item; interactions at equal times keep
/// the order of the input.
///
/// The arrays are shared, not copied, and never written to.
///
/// @param offsets the position of each user's first interaction, then the number of interactions; its length is
/// the number of users + 1
/// @param items the item index of each interaction
/// @param times the time of each, in seconds since 1970
/// @param weights the weight of each, greater than 0, 1 by default
public record InteractionLog(int itemCount, int[] offsets, int[] items, long[] times, float[] weights) {

    public InteractionLog {
        int size = offsets[offsets.length - 1];
        if (items.length != size || times.length != size || weights.length != size) {
            throw new IllegalArgumentException("the arrays differ in length");
        }
    }

    /// Returns a log in which every interaction has a weight of 1.
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

    /// Returns the items of a user, each once, ascending.
    public int[] distinctItems(int user) {
        return Arrays.stream(items, from(user), to(user)).sorted().distinct().toArray();
    }

    /// Returns a log with only the newest events of each user.
    ///
    /// @param counts returns the number of events that a user keeps, at most as many as the user has
    public InteractionLog newest(IntUnaryOperator counts) {
        var kept = new int[userCount() + 1];
        for (int user = 0; user < userCount(); user++) {
            kept[user + 1] = kept[user] + counts.applyAsInt(user);
        }
        int size = kept[userCount()];
        if (size == size()) {
            return this;
        }
        var keptItems = new int[size];
        var keptTimes = new long[size];
        var keptWeights = new float[size];
        for (int user = 0; user < userCount(); user++) {
            int count = kept[user + 1] - kept[user];
            System.arraycopy(items, to(user) - count, keptItems, kept[user], count);
            System.arraycopy(times, to(user) - count, keptTimes, kept[user], count);
            System.arraycopy(weights, to(user) - count, keptWeights, kept[user], count);
        }
        return new InteractionLog(itemCount, kept, keptItems, keptTimes, keptWeights);
    }
}
