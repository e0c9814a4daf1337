package dev.kindred.server.demo;

import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// A file to import.
///
/// @param schema the inferred schema
/// @param rows the number of rows
/// @param notes one sentence per column that the schema excludes
public record DataFile(Path path, DatasetType type, AvroSchema schema, long rows, List<String> notes) {

    public DataFile {
        notes = List.copyOf(notes);
    }

    String fileName() {
        return nameOf(type);
    }

    /// Returns the file name of a type: `interactions.csv`.
    static String nameOf(DatasetType type) {
        return type.name().toLowerCase(Locale.ROOT) + ".csv";
    }
}
