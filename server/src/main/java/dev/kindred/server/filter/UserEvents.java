package dev.kindred.server.filter;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The events that a filter tests: those of the request's user or, for a filter of users, those of all users.
@FunctionalInterface
public interface UserEvents {

    /// No events.
    UserEvents NONE = (_, _) -> {};

    /// Calls `action` with the row of the item of each considered event or, for a filter of users, with the row
    /// of its user. The order is undefined, and a row can occur several times.
    ///
    /// @param eventType compared without regard to case, or null for events of any type
    void forEachItemRow(@Nullable String eventType, IntConsumer action);
}
