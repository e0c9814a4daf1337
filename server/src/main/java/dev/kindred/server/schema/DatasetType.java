package dev.kindred.server.schema;

import java.util.Arrays;
import java.util.Optional;

/// What a dataset holds, and so which columns its schema must and may have.
public enum DatasetType {
    INTERACTIONS("Interactions"),
    ITEMS("Items"),
    USERS("Users"),
    ACTIONS("Actions"),
    ACTION_INTERACTIONS("ActionInteractions");

    private final String recordName;

    DatasetType(String recordName) {
        this.recordName = recordName;
    }

    /// The name an Avro record of this type bears; unlike the type's own name it has no underscore.
    public String recordName() {
        return recordName;
    }

    /// The column with the id of what a row is of or, of an event, what it is about.
    public String idColumn() {
        return switch (this) {
            case INTERACTIONS, ITEMS -> "ITEM_ID";
            case USERS -> "USER_ID";
            case ACTIONS, ACTION_INTERACTIONS -> "ACTION_ID";
        };
    }

    /// Returns whether rows are events: appended, never replaced by a later row of the same id.
    public boolean isEvents() {
        return this == INTERACTIONS || this == ACTION_INTERACTIONS;
    }

    /// Finds a type by the name requests use (`Interactions`, `action_interactions`), in any case.
    public static Optional<DatasetType> find(String name) {
        return Arrays.stream(values())
                .filter(type -> type.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /// Finds the type whose schemas bear this record name, in any case and with or without underscores.
    public static Optional<DatasetType> findByRecordName(String recordName) {
        return Arrays.stream(values())
                .filter(type -> type.recordName.equalsIgnoreCase(recordName.replace("_", "")))
                .findFirst();
    }
}
