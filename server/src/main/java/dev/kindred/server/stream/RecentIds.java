package dev.kindred.server.stream;

import java.util.Iterator;
import java.util.LinkedHashSet;

/// The newest event ids, so that a repeat can be told. Not thread-safe.
final class RecentIds {

    private final int limit;
    private final LinkedHashSet<String> ids = new LinkedHashSet<>();

    RecentIds(int limit) {
        this.limit = limit;
    }

    /// Returns whether the id is new, and remembers it.
    boolean add(String id) {
        if (!ids.add(id)) {
            return false;
        }
        if (ids.size() > limit) {
            Iterator<String> oldest = ids.iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }

    boolean contains(String id) {
        return ids.contains(id);
    }
}
