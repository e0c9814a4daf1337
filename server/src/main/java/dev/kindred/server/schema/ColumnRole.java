package dev.kindred.server.schema;

/// The role of a column in imports, training and filters.
public enum ColumnRole {
    /// `USER_ID`, `ITEM_ID` or `ACTION_ID`, as the row's key or as a reference.
    ID,
    EVENT_TYPE,
    /// The ids of the items shown together with the chosen one, joined by `|`.
    IMPRESSION,
    /// A time in seconds since 1970.
    TIMESTAMP,
    /// One or more categories, joined by `|`.
    CATEGORICAL,
    /// Natural language.
    TEXTUAL,
    /// A string that is stored, filtered on and returned, but not used in training.
    PLAIN_STRING,
    NUMBER,
    BOOLEAN
}
