package dev.kindred.server.auth;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A fixed list of access keys.
record TestKeys(List<AccessKey> keys) implements AccessKeys {

    static TestKeys of(AccessKey... keys) {
        return new TestKeys(List.of(keys));
    }

    @Override
    public Optional<AccessKey> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    @Override
    public Collection<AccessKey> all() {
        return keys;
    }
}
