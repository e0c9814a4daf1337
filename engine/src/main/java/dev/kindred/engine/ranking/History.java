package dev.kindred.engine.ranking;

/// What a user did up to now, newest first, as far as the model knows the items. The arrays are as long as
/// each other and must not be written to.
///
/// @param items item indices of the model; an item can come up more than once
/// @param times when, in seconds since 1970
/// @param weights how much each counts, 1 where nothing else is said
public record History(int[] items, long[] times, float[] weights) {

    /// The history of a user of whom nothing is known.
    public static final History EMPTY = new History(new int[0], new long[0], new float[0]);

    public int size() {
        return items.length;
    }
}
