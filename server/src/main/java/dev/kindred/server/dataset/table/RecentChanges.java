package dev.kindred.server.dataset.table;

import java.util.Arrays;

/// An immutable log of the rows of the most recent changes, several thousand at most. Versions share an array;
/// the single writer appends only to the newest version, beyond the entries that older versions read.
final class RecentChanges {

    /// The minimum number of recent changes that the log retains once full. Taste.
    private static final int KEPT = 4_096;

    private final int[] rows;
    private final long first;
    private final long next;

    private RecentChanges(int[] rows, long first, long next) {
        this.rows = rows;
        this.first = first;
        this.next = next;
    }

    static RecentChanges none() {
        return new RecentChanges(new int[2 * KEPT], 0, 0);
    }

    /// The number of changes.
    long version() {
        return next;
    }

    RecentChanges and(int row) {
        int count = (int) (next - first);
        if (count < rows.length) {
            rows[count] = row;
            return new RecentChanges(rows, first, next + 1);
        }
        var newest = Arrays.copyOf(Arrays.copyOfRange(rows, KEPT, rows.length), rows.length);
        newest[KEPT] = row;
        return new RecentChanges(newest, first + KEPT, next + 1);
    }

    /// Returns whether the log contains all changes after the first `version` ones.
    boolean knows(long version) {
        return version >= first && version <= next;
    }

    /// Returns the row of the change that follows the first `version` ones.
    int row(long version) {
        return rows[(int) (version - first)];
    }
}
