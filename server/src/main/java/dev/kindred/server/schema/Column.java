package dev.kindred.server.schema;

/// A field of a schema, that is, a column of a dataset.
///
/// @param name as the schema spells it; filters and stored files use this spelling
/// @param nullable whether a row may lack a value
/// @param categorical whether training reads the string as one or more categories, joined by `|`
/// @param textual whether training reads the string as natural language
/// @param itemName whether the string is the display name of an item
public record Column(
        String name, ColumnType type, boolean nullable, boolean categorical, boolean textual, boolean itemName) {

    /// Returns a non-null column without flags.
    public static Column required(String name, ColumnType type) {
        return new Column(name, type, false, false, false, false);
    }

    /// Returns a nullable column without flags.
    public static Column optional(String name, ColumnType type) {
        return new Column(name, type, true, false, false, false);
    }

    /// Returns the same column, nullable.
    public Column asNullable() {
        return new Column(name, type, true, categorical, textual, itemName);
    }

    public boolean hasFlag() {
        return categorical || textual || itemName;
    }

    /// Returns the column's role in any dataset: reserved names take precedence over flags, and flags over the
    /// type.
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

    /// Returns the column's declaration for messages: `GENRE string or null, categorical`.
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
