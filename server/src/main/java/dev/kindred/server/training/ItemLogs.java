package dev.kindred.server.training;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionLog;
import java.util.Arrays;

/// Logs of interactions with other item indices.
final class ItemLogs {

    private ItemLogs() {}

    /// Returns the interactions of a log with the items of `to`, with the indices of `to`. All users stay.
    ///
    /// @param from the items by their index in the log
    static InteractionLog renumbered(InteractionLog log, IdIndex from, IdIndex to) {
        var numbers = new int[log.itemCount()];
        for (int item = 0; item < numbers.length; item++) {
            numbers[item] = to.indexOf(from.id(item));
        }
        var offsets = new int[log.userCount() + 1];
        var items = new int[log.size()];
        var times = new long[log.size()];
        var weights = new float[log.size()];
        int size = 0;
        for (int user = 0; user < log.userCount(); user++) {
            for (int at = log.from(user); at < log.to(user); at++) {
                int item = numbers[log.items()[at]];
                if (item >= 0) {
                    items[size] = item;
                    times[size] = log.times()[at];
                    weights[size++] = log.weights()[at];
                }
            }
            offsets[user + 1] = size;
        }
        return new InteractionLog(
                to.size(),
                offsets,
                Arrays.copyOf(items, size),
                Arrays.copyOf(times, size),
                Arrays.copyOf(weights, size));
    }
}
