package dev.kindred.server.schema;

/// What a column means to imports, training and filters.
public enum ColumnRole {
    /// `USER_ID`, `ITEM_ID` or `ACTION_ID`, whether it is the row's own key or a reference.
    ID,
    EVENT_TYPE,
    /// Items shown beside the chosen one, joined by `|`.
    IMPRESSION,
    /// A moment, in seconds since 1970.
    TIMESTAMP,
    /// One or more categories, joined by `|`.
    CATEGORICAL,
    /// Natural language.
    TEXTUAL,
    /// A string that is kept, filtered on and returned, but not trained on.
    PLAIN_STRING,
    NUMBER,
    BOOLEAN
}
