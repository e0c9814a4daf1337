package dev.kindred.server.dataset.table;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/// The row numbers of the items in a dataset group's datasets and events. An item keeps its row while the
/// process runs. Rows are consecutive from 0, in the order in which items first occur, so they have no meaning
/// in another process.
///
/// Reads take no lock. Memory: about 100 bytes per item.
public final class ItemRows {

    private final ConcurrentHashMap<String, Integer> rows = new ConcurrentHashMap<>();

    @GuardedBy("this")
    private int count;

    /// Written under the lock before `size`: a thread that has read `size` sees the ids below it.
    private volatile String[] ids = new String[1 << 10];

    private volatile int size;

    /// Returns the row of an item, and assigns one if it has none.
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

    /// Returns the row of an item, or -1 if it has none.
    public int find(String id) {
        var known = rows.get(id);
        return known == null ? -1 : known;
    }

    /// Returns the item of a row.
    ///
    /// @throws IndexOutOfBoundsException if no item has the row
    public String id(int row) {
        if (row >= size) {
            throw new IndexOutOfBoundsException(row);
        }
        return ids[row];
    }

    /// The number of rows.
    public int size() {
        return size;
    }
}
