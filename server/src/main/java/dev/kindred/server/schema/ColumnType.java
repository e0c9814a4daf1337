package dev.kindred.server.schema;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The primitive types of columns. Nullability belongs to the column, not to the type.
public enum ColumnType {
    STRING,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    BOOLEAN;

    /// The name of the type in a schema's text.
    public String avroName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isNumeric() {
        return this == INT || this == LONG || this == FLOAT || this == DOUBLE;
    }

    /// Finds a type by its Avro name, case-sensitively.
    public static Optional<ColumnType> find(String avroName) {
        return Arrays.stream(values())
                .filter(type -> type.avroName().equals(avroName))
                .findFirst();
    }
}
