package dev.kindred.engine.ranking;

import dev.kindred.engine.data.InteractionLog;
import java.util.Arrays;

/// The events of a user with items of the model, newest first. The arrays have the same length and are never
/// written to.
///
/// @param items item indices of the model; an item can occur more than once
/// @param times the time of each event, in seconds since 1970
/// @param weights the weight of each event, 1 by default
public record History(int[] items, long[] times, float[] weights) {

    /// The history of an unknown user.
    public static final History EMPTY = new History(new int[0], new long[0], new float[0]);

    /// Returns the events of a user of a log.
    public static History of(InteractionLog log, int user) {
        int size = log.to(user) - log.from(user);
        var items = new int[size];
        var times = new long[size];
        var weights = new float[size];
        for (int i = 0; i < size; i++) {
            int at = log.to(user) - 1 - i;
            items[i] = log.items()[at];
            times[i] = log.times()[at];
            weights[i] = log.weights()[at];
        }
        return new History(items, times, weights);
    }

    public int size() {
        return items.length;
    }

    /// Returns the part of it that is of items below `itemCount`.
    public History upTo(int itemCount) {
        var keptItems = new int[items.length];
        var keptTimes = new long[items.length];
        var keptWeights = new float[items.length];
        int size = 0;
        for (int i = 0; i < items.length; i++) {
            if (items[i] < itemCount) {
                keptItems[size] = items[i];
                keptTimes[size] = times[i];
                keptWeights[size++] = weights[i];
            }
        }
        return new History(
                Arrays.copyOf(keptItems, size), Arrays.copyOf(keptTimes, size), Arrays.copyOf(keptWeights, size));
    }
}
