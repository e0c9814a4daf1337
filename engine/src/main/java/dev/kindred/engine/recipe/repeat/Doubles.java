package dev.kindred.engine.recipe.repeat;

import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.ranking.History;
import java.util.Arrays;

/// Events that record one action twice, such as a click and a view in the same second: the same
/// item at the same time as the event before. They are no repeats.
///
/// Times say so only where they are fine enough. Where different items in a row have one time about as often as
/// the same item in a row has, they tell of days, or of whole orders, and nothing is a double.
final class Doubles {

    /// Events are doubled if at least this share of an item's repeats has one time, and other pairs less than
    /// this part of it. Taste.
    private static final double MOST = 0.5;
    private static final double LESS = 0.5;

    private Doubles() {}

    /// Whether the data have doubles: most events of the item of the event before have its time, too, and events
    /// of other items do so far less often.
    static boolean areIn(InteractionLog log) {
        var pairs = new long[2]; // of different items, and of the same
        var atOnce = new long[2];
        for (int user = 0; user < log.userCount(); user++) {
            for (int at = log.from(user) + 1; at < log.to(user); at++) {
                int same = log.items()[at] == log.items()[at - 1] ? 1 : 0;
                pairs[same]++;
                atOnce[same] += log.times()[at] == log.times()[at - 1] ? 1 : 0;
            }
        }
        double ofSame = (double) atOnce[1] / Math.max(1, pairs[1]);
        double ofOthers = (double) atOnce[0] / Math.max(1, pairs[0]);
        return ofSame >= MOST && ofOthers < LESS * ofSame;
    }

    /// Whether the event at a position, which is not its user's first, is one with the event before.
    static boolean isDouble(InteractionLog log, int at) {
        return log.items()[at] == log.items()[at - 1] && log.times()[at] == log.times()[at - 1];
    }

    /// Returns the items of a history without doubles.
    static int[] dropped(History history) {
        var items = new int[history.size()];
        int size = 0;
        for (int i = 0; i < items.length; i++) {
            boolean isDouble = i > 0
                    && history.items()[i] == history.items()[i - 1]
                    && history.times()[i] == history.times()[i - 1];
            if (!isDouble) {
                items[size++] = history.items()[i];
            }
        }
        return Arrays.copyOf(items, size);
    }
}
