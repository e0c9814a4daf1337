package dev.kindred.server.storage;

import org.jspecify.annotations.Nullable;

/// A page of a bucket's keys: those that begin with `prefix` and come after `after`, at most `limit` entries.
/// With a `delimiter`, keys that contain it after the prefix are combined to one common prefix each.
public record ListQuery(
        String prefix, @Nullable String delimiter, @Nullable String after, int limit) {

    public ListQuery {
        if (limit < 0) {
            throw new IllegalArgumentException("limit " + limit);
        }
        if (delimiter != null && delimiter.isEmpty()) {
            delimiter = null;
        }
    }
}
