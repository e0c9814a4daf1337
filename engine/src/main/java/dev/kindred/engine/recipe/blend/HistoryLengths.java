package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.recipe.Recipe.Percentiles;
import java.util.Arrays;

/// Filter of users by the length of their history.
final class HistoryLengths {

    private HistoryLengths() {}

    /// Returns the log without the events of users whose number of events is outside of the percentiles.
    static InteractionLog within(Percentiles percentiles, InteractionLog log) {
        var lengths = new int[log.userCount()];
        for (int user = 0; user < lengths.length; user++) {
            lengths[user] = log.to(user) - log.from(user);
        }
        var sorted =
                Arrays.stream(lengths).filter(length -> length > 0).sorted().toArray();
        if (percentiles.equals(Percentiles.ALL) || sorted.length == 0) {
            return log;
        }
        int least = sorted[(int) Math.floor(percentiles.min() * (sorted.length - 1))];
        int most = sorted[(int) Math.ceil(percentiles.max() * (sorted.length - 1))];
        return log.newest(user -> lengths[user] >= least && lengths[user] <= most ? lengths[user] : 0);
    }
}
