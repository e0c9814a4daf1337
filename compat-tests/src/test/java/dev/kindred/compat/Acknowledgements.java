package dev.kindred.compat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The values that a server may hold under keys, by the answers to the changes of its clients. A key is changed by one
/// client at a time.
final class Acknowledgements<V> {

    private final Map<String, List<Change<V>>> changes = new ConcurrentHashMap<>();

    /// A change whose answer has not arrived: it may be made or not.
    static final class Change<V> {

        private final Optional<V> value;
        private volatile Answer answer = Answer.NONE;

        private enum Answer {
            NONE,
            ACKNOWLEDGED,
            REFUSED
        }

        private Change(Optional<V> value) {
            this.value = value;
        }

        void acknowledge() {
            answer = Answer.ACKNOWLEDGED;
        }

        void refuse() {
            answer = Answer.REFUSED;
        }
    }

    /// Begins a change of a key.
    ///
    /// @param value the new value, or empty for a deletion
    Change<V> begin(String key, Optional<V> value) {
        var change = new Change<>(value);
        changes.computeIfAbsent(key, _ -> new ArrayList<>()).add(change);
        return change;
    }

    Set<String> keys() {
        return changes.keySet();
    }

    /// Returns the values that the key may have: the last acknowledged one, and each later one without an answer.
    ///
    /// @param initial the value before all changes
    Set<Optional<V>> possible(String key, Optional<V> initial) {
        var possible = new HashSet<Optional<V>>();
        for (var change : changes.getOrDefault(key, List.of()).reversed()) {
            if (change.answer != Change.Answer.REFUSED) {
                possible.add(change.value);
            }
            if (change.answer == Change.Answer.ACKNOWLEDGED) {
                return possible;
            }
        }
        possible.add(initial);
        return possible;
    }

    /// Notes the value that was found, from which no later read may differ.
    void settle(String key, Optional<V> found) {
        changes.put(key, new ArrayList<>());
        begin(key, found).acknowledge();
    }
}
