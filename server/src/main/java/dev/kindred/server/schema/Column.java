package dev.kindred.server.schema;

/// One field of a schema, which is one column of a dataset.
///
/// @param name as the schema spells it; filters and stored files use this spelling
/// @param nullable whether a row may leave it empty
/// @param categorical a string that training reads as one or more categories, joined by `|`
/// @param textual a string that training reads as natural language
/// @param itemName a string that names an item to people
public record Column(
        String name, ColumnType type, boolean nullable, boolean categorical, boolean textual, boolean itemName) {

    /// A column without null and without flags.
    public static Column required(String name, ColumnType type) {
        return new Column(name, type, false, false, false, false);
    }

    /// A column without flags that may be null.
    public static Column optional(String name, ColumnType type) {
        return new Column(name, type, true, false, false, false);
    }

    /// Returns the same column where a row may leave it empty.
    public Column asNullable() {
        return new Column(name, type, true, categorical, textual, itemName);
    }

    public boolean hasFlag() {
        return categorical || textual || itemName;
    }

    /// What the column means, whatever the dataset: reserved names first, then flags, then the type.
    public ColumnRole role() {
        return switch (name) {
            case "USER_ID", "ITEM_ID", "ACTION_ID" -> ColumnRole.ID;
            case "EVENT_TYPE" -> ColumnRole.EVENT_TYPE;
            case "IMPRESSION" -> ColumnRole.IMPRESSION;
            case "TIMESTAMP", "CREATION_TIMESTAMP", "EXPIRATION_TIMESTAMP", "ACTION_EXPIRATION_TIMESTAMP" ->
                ColumnRole.TIMESTAMP;
            default -> roleByFlags();
        };
    }

    private ColumnRole roleByFlags() {
        if (categorical) {
            return ColumnRole.CATEGORICAL;
        }
        if (textual) {
            return ColumnRole.TEXTUAL;
        }
        return switch (type) {
            case STRING -> ColumnRole.PLAIN_STRING;
            case INT, LONG, FLOAT, DOUBLE -> ColumnRole.NUMBER;
            case BOOLEAN -> ColumnRole.BOOLEAN;
        };
    }

    /// The column as a schema would declare it, for messages: `GENRE string or null, categorical`.
    String declaration() {
        return name
                + ' '
                + type.avroName()
                + (nullable ? " or null" : "")
                + (categorical ? ", categorical" : "")
                + (textual ? ", textual" : "")
                + (itemName ? ", itemName" : "");
    }
}
