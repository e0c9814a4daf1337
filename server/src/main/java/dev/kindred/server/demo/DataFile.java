package dev.kindred.server.demo;

import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// A file to import.
///
/// @param schema one that fits it
/// @param rows how many rows it has
/// @param notes sentences about what the schema leaves out
public record DataFile(Path path, DatasetType type, AvroSchema schema, long rows, List<String> notes) {

    public DataFile {
        notes = List.copyOf(notes);
    }

    String fileName() {
        return nameOf(type);
    }

    /// `interactions.csv`
    static String nameOf(DatasetType type) {
        return type.name().toLowerCase(Locale.ROOT) + ".csv";
    }
}
