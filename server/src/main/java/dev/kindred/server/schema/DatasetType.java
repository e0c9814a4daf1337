package dev.kindred.server.schema;

import java.util.Arrays;
import java.util.Optional;

/// The type of a dataset, which determines the required and permitted columns of its schema.
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

    /// The name of an Avro record of this type. Unlike the type's own name it has no underscore.
    public String recordName() {
        return recordName;
    }

    /// The column with the id of the row's entity or, for events, of the entity of the event.
    public String idColumn() {
        return switch (this) {
            case INTERACTIONS, ITEMS -> "ITEM_ID";
            case USERS -> "USER_ID";
            case ACTIONS, ACTION_INTERACTIONS -> "ACTION_ID";
        };
    }

    /// Returns whether the rows are events: they are appended, and a later row never replaces an earlier one.
    public boolean isEvents() {
        return this == INTERACTIONS || this == ACTION_INTERACTIONS;
    }

    /// Finds a type by its name in requests (`Interactions`, `action_interactions`), in any case.
    public static Optional<DatasetType> find(String name) {
        return Arrays.stream(values())
                .filter(type -> type.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /// Finds a type by its record name in schemas, in any case and with or without underscores.
    public static Optional<DatasetType> findByRecordName(String recordName) {
        return Arrays.stream(values())
                .filter(type -> type.recordName.equalsIgnoreCase(recordName.replace("_", "")))
                .findFirst();
    }
}
