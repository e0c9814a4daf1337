package dev.kindred.engine.recipe.action;

import dev.kindred.engine.data.ActionLog;
import java.util.Arrays;

/// The offers of actions to users, each with its outcome, by user and time.
///
/// An offer begins with an event of any kind of a user and an action, and includes their events within less than
/// the optimization period after it. Its outcome is true if the user took the action in it. So a view that is
/// followed by taking the action within the period is one offer that was taken. The model thus estimates the
/// probability that a user takes an action within the period after it is offered (AWS, "Next-Best-Action
/// recipe": the action optimization period).
///
/// @param users the user of each offer
/// @param actions its action
/// @param times its start, in seconds since 1970
/// @param positions the position of its first event in the log
/// @param taken its outcome
@SuppressWarnings("ArrayRecordComponent") // shared within a training, never compared
record Offers(int[] users, int[] actions, long[] times, int[] positions, boolean[] taken) {

    /// Returns the offers of a log.
    static Offers of(ActionLog log, long periodSeconds) {
        int most = log.size();
        var users = new int[most];
        var actions = new int[most];
        var times = new long[most];
        var positions = new int[most];
        var taken = new boolean[most];
        int count = 0;
        var open = new int[log.actionCount()]; // the most recent offer of each action, plus 1
        for (int user = 0; user < log.userCount(); user++) {
            for (int at = log.from(user); at < log.to(user); at++) {
                int action = log.actions()[at];
                int offer = open[action] - 1;
                if (offer < 0 || log.times()[at] - times[offer] >= periodSeconds) {
                    offer = count++;
                    open[action] = count;
                    users[offer] = user;
                    actions[offer] = action;
                    times[offer] = log.times()[at];
                    positions[offer] = at;
                }
                taken[offer] |= log.taken()[at];
            }
            for (int at = log.from(user); at < log.to(user); at++) {
                open[log.actions()[at]] = 0;
            }
        }
        return new Offers(
                Arrays.copyOf(users, count),
                Arrays.copyOf(actions, count),
                Arrays.copyOf(times, count),
                Arrays.copyOf(positions, count),
                Arrays.copyOf(taken, count));
    }

    int size() {
        return users.length;
    }

    /// Returns the indices of the `most` newest offers of each marked action, ascending.
    int[] newestOf(boolean[] actionMarks, int most) {
        var counts = new int[actionMarks.length];
        for (int offer = 0; offer < size(); offer++) {
            counts[actions[offer]]++;
        }
        var leastTimes = new long[actionMarks.length];
        for (int action = 0; action < actionMarks.length; action++) {
            leastTimes[action] = actionMarks[action] && counts[action] > most
                    ? leastTime(action, counts[action], most)
                    : Long.MIN_VALUE;
        }
        var kept = new int[size()];
        int count = 0;
        for (int offer = 0; offer < size(); offer++) {
            if (actionMarks[actions[offer]] && times[offer] >= leastTimes[actions[offer]]) {
                kept[count++] = offer;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private long leastTime(int action, int count, int most) {
        var own = new long[count];
        int next = 0;
        for (int offer = 0; offer < size(); offer++) {
            if (actions[offer] == action) {
                own[next++] = times[offer];
            }
        }
        Arrays.sort(own);
        return own[count - most];
    }
}
