package dev.kindred.engine.data;

/// The events of users with actions, in compressed rows: the events of user `u` are at the positions from
/// `from(u)` to `to(u)` (exclusive), oldest first.
///
/// The arrays are shared, not copied, and never written to.
///
/// @param offsets the position of each user's first event, then the number of events; its length is the number
/// of users + 1
/// @param actions the action index of each event
/// @param times the time of each event, in seconds since 1970
/// @param taken whether the user took the action; otherwise the action was offered or viewed
public record ActionLog(int actionCount, int[] offsets, int[] actions, long[] times, boolean[] taken) {

    public ActionLog {
        int size = offsets[offsets.length - 1];
        if (actions.length != size || times.length != size || taken.length != size) {
            throw new IllegalArgumentException("the arrays differ in length");
        }
    }

    public int userCount() {
        return offsets.length - 1;
    }

    /// The number of events.
    public int size() {
        return actions.length;
    }

    /// The position of the user's first event.
    public int from(int user) {
        return offsets[user];
    }

    /// The position after the user's last event.
    public int to(int user) {
        return offsets[user + 1];
    }
}
