package dev.kindred.server.filter;

/// What a clause does with the rows that meet its conditions.
public enum Action {
    /// Keeps them, and with them only those that other including clauses keep.
    INCLUDE,
    /// Leaves them out.
    EXCLUDE
}
