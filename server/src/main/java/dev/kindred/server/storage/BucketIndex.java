package dev.kindred.server.storage;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// The keys of one bucket in memory, in UTF-8 order. The cost of a page does not depend on its position.
final class BucketIndex {

    private static final String HIGHEST = Character.toString(Character.MAX_CODE_POINT);

    private final ConcurrentSkipListMap<String, ObjectSummary> keys =
            new ConcurrentSkipListMap<>(ObjectKeys.UTF_8_ORDER);

    void put(ObjectSummary object) {
        keys.put(object.key(), object);
    }

    void remove(String key) {
        keys.remove(key);
    }

    Optional<ObjectSummary> find(String key) {
        return Optional.ofNullable(keys.get(key));
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    Listing list(ListQuery query) {
        var objects = new ArrayList<ObjectSummary>();
        var prefixes = new ArrayList<String>();
        String last = null;
        var entry = first(query);
        while (entry != null && entry.getKey().startsWith(query.prefix())) {
            String rolledUp = rollUp(entry.getKey(), query);
            if (rolledUp != null && rolledUp.equals(query.after())) {
                entry = afterAll(rolledUp);
                continue;
            }
            if (objects.size() + prefixes.size() >= query.limit()) {
                return new Listing(objects, prefixes, query.limit() == 0 ? null : last);
            }
            if (rolledUp == null) {
                objects.add(entry.getValue());
                last = entry.getKey();
                entry = keys.higherEntry(last);
                continue;
            }
            prefixes.add(rolledUp);
            last = rolledUp;
            entry = afterAll(rolledUp);
        }
        return new Listing(objects, prefixes, null);
    }

    private Map.@Nullable Entry<String, ObjectSummary> first(ListQuery query) {
        String after = query.after();
        if (after == null || ObjectKeys.UTF_8_ORDER.compare(after, query.prefix()) < 0) {
            return keys.ceilingEntry(query.prefix());
        }
        return keys.higherEntry(after);
    }

    private static @Nullable String rollUp(String key, ListQuery query) {
        String delimiter = query.delimiter();
        if (delimiter == null) {
            return null;
        }
        int at = key.indexOf(delimiter, query.prefix().length());
        return at < 0 ? null : key.substring(0, at + delimiter.length());
    }

    /// Skips the keys that begin with `prefix`. The loop is for keys that continue with the highest character.
    private Map.@Nullable Entry<String, ObjectSummary> afterAll(String prefix) {
        var entry = keys.higherEntry(prefix + HIGHEST);
        while (entry != null && entry.getKey().startsWith(prefix)) {
            entry = keys.higherEntry(entry.getKey());
        }
        return entry;
    }
}
