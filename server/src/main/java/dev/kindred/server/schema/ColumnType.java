package dev.kindred.server.schema;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The primitive types a column may have. Nullability is the column's, not the type's.
public enum ColumnType {
    STRING,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    BOOLEAN;

    /// The type's name in a schema's text.
    public String avroName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isNumeric() {
        return this == INT || this == LONG || this == FLOAT || this == DOUBLE;
    }

    /// Finds a type by its Avro name, exactly as Avro spells it.
    public static Optional<ColumnType> find(String avroName) {
        return Arrays.stream(values())
                .filter(type -> type.avroName().equals(avroName))
                .findFirst();
    }
}
