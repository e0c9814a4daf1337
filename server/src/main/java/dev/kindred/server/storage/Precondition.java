package dev.kindred.server.storage;

import java.util.Optional;

/// The condition on the existing object for its replacement or removal.
@FunctionalInterface
public interface Precondition {

    /// Always holds.
    Precondition NONE = _ -> {};

    /// Returns if the condition holds; otherwise throws the caller's error. At that time nothing was changed,
    /// and nothing changes the object meanwhile.
    ///
    /// @param there the present object, or empty
    void require(Optional<ObjectSummary> there);
}
