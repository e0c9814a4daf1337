package dev.kindred.server.filter;

import java.util.Map;

/// What a filter is evaluated for.
///
/// @param items the columns of what it chooses among: of actions, where it is a filter for those
///
/// @param user the columns of the request's user that have a value, as the schema spells them: numbers as text,
/// categories joined by `|`
/// @param itemRow the row of the request's item, or [#NO_ITEM]
/// @param values the request's `filterValues`
public record FilterRequest(
        ItemColumns items, UserEvents events, Map<String, String> user, int itemRow, Map<String, String> values) {

    /// Stands for an item that has no row, or for no item.
    public static final int NO_ITEM = -1;
}
