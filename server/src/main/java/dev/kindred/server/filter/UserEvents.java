package dev.kindred.server.filter;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// What a filter asks of events: with which items the request's user had to do lately, or, where it chooses among
/// users, which of them had any.
@FunctionalInterface
public interface UserEvents {

    /// A user who did nothing.
    UserEvents NONE = (_, _) -> {};

    /// Calls `action` with the row of the item of each considered event, or of its user where users are chosen,
    /// in any order and as often as it comes up.
    ///
    /// @param eventType compared without regard to case, or null for events of any type
    void forEachItemRow(@Nullable String eventType, IntConsumer action);
}
