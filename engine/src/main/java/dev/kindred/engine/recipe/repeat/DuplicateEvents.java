package dev.kindred.engine.recipe.repeat;

import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.ranking.History;
import java.util.Arrays;

/// Duplicate events of one action, such as a click and a view in the same second: an event with the same item
/// and time as the event before. They are not repeats.
///
/// This requires times of sufficient resolution. If consecutive events with different items have equal times
/// about as often as those with the same item, the times are those of days or of whole orders, and no event is a
/// duplicate.
final class DuplicateEvents {

    /// Data have duplicates if at least this share of the repeats have the time of the event before, and of
    /// other pairs less than this fraction of it. Taste.
    private static final double MOST = 0.5;
    private static final double LESS = 0.5;

    private DuplicateEvents() {}

    /// Returns whether the data have duplicates: most repeats of the previous event's item have its time, and
    /// events of other items do so far less often.
    static boolean areIn(InteractionLog log) {
        var pairs = new long[2]; // of different items, and of the same item
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

    /// Returns whether the event at a position, which is not its user's first, is a duplicate of the event
    /// before.
    static boolean isDouble(InteractionLog log, int at) {
        return log.items()[at] == log.items()[at - 1] && log.times()[at] == log.times()[at - 1];
    }

    /// Returns the items of a history without duplicates.
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
