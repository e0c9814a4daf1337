package dev.kindred.server.filter;

/// The effect of a clause on the rows that meet its conditions.
public enum Action {
    /// Keeps the rows. Rows that meet no `INCLUDE` clause are removed.
    INCLUDE,
    /// Removes the rows.
    EXCLUDE
}
