package dev.kindred.server.filter;

import java.util.Map;

/// The input of a filter's evaluation.
///
/// @param items the columns of the filter's target: of actions, for a filter of actions
/// @param user the columns of the request's user that have a value, by their name in the schema: numbers as
/// text, categories joined by `|`
/// @param itemRow the row of the request's item, or [#NO_ITEM]
/// @param values the request's `filterValues`
public record FilterRequest(
        ItemColumns items, UserEvents events, Map<String, String> user, int itemRow, Map<String, String> values) {

    /// The row of an item that has no row, or of a request without an item.
    public static final int NO_ITEM = -1;
}
