package dev.kindred.server.storage;

import java.util.Optional;

/// What must hold of an object for it to be replaced or removed.
@FunctionalInterface
public interface Precondition {

    /// Holds always.
    Precondition NONE = _ -> {};

    /// Returns where it holds; throws what the caller is to see where it does not. Nothing has been changed then, and
    /// nobody changes the object meanwhile.
    ///
    /// @param there the object as it is, or nothing
    void require(Optional<ObjectSummary> there);
}
