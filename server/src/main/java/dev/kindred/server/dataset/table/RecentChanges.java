package dev.kindred.server.dataset.table;

import java.util.Arrays;

/// Which rows were changed last, up to one moment: the row of change number `v` for the newest several
/// thousand. Only the newest value is added to, by the one writer, beyond what older values look at.
final class RecentChanges {

    /// The newest changes that a reader can follow without a full scan. Taste.
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

    /// How many changes there were.
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

    /// Whether it is known which rows changed after `version` changes.
    boolean knows(long version) {
        return version >= first && version <= next;
    }

    /// The row of the change that came after `version` others.
    int row(long version) {
        return rows[(int) (version - first)];
    }
}
