package dev.kindred.server.auth;

import java.util.Collection;
import java.util.Optional;

/// The access keys of the server.
public interface AccessKeys {

    /// Returns the key with an id, as it is now.
    Optional<AccessKey> find(String id);

    /// Returns all keys as they are now.
    Collection<AccessKey> all();
}
