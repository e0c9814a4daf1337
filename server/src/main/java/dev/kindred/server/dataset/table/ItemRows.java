package dev.kindred.server.dataset.table;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/// The numbers by which the items of a dataset group are called while the server lives: item `i` of the group's
/// datasets and events has a row, which it keeps. Rows count from 0 without gaps, in the order in which items
/// were first heard of, so they mean nothing to the next process.
///
/// Reads need no lock. Memory: about 100 bytes an item.
public final class ItemRows {

    private final ConcurrentHashMap<String, Integer> rows = new ConcurrentHashMap<>();

    @GuardedBy("this")
    private int count;

    /// Written under the lock before `size` is; whoever has read `size` sees the ids below it.
    private volatile String[] ids = new String[1 << 10];

    private volatile int size;

    /// Returns the row of that item, which it gets now if it has none.
    public int rowOf(String id) {
        var known = rows.get(id);
        return known == null ? add(id) : known;
    }

    private synchronized int add(String id) {
        var known = rows.get(id);
        if (known != null) {
            return known;
        }
        var room = ids;
        if (count == room.length) {
            room = Arrays.copyOf(room, count << 1);
        }
        room[count] = id;
        ids = room;
        rows.put(id, count);
        count++;
        size = count;
        return count - 1;
    }

    /// Returns the row of that item, or -1 if it has none.
    public int find(String id) {
        var known = rows.get(id);
        return known == null ? -1 : known;
    }

    /// Returns the item of that row.
    ///
    /// @throws IndexOutOfBoundsException if no item has it
    public String id(int row) {
        if (row >= size) {
            throw new IndexOutOfBoundsException(row);
        }
        return ids[row];
    }

    /// The number of rows: every row is less than it.
    public int size() {
        return size;
    }
}
