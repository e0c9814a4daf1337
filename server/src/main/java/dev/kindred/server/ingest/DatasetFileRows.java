package dev.kindred.server.ingest;

import dev.kindred.server.schema.AvroSchema;
import java.nio.file.Path;

/// The rows of segments, numbered, for DuckDB queries over several segments.
public final class DatasetFileRows {

    /// The number of a row's segment, quoted. No column can have this name: a column's name has neither space
    /// nor colon.
    public static final String SEGMENT = Sql.name("kindred: segment");

    /// Where in its segment a row is, from 0, quoted.
    public static final String PLACE = Sql.name("kindred: place");

    private static final String ROW_NUMBER = "file_row_number";

    private DatasetFileRows() {}

    /// Returns a query for all columns of a segment, and its rows' numbers.
    ///
    /// @param schema the dataset's present schema
    public static String of(AvroSchema schema, int number, Path segment) {
        var file = Sql.text(segment.toString());
        boolean isTaken =
                schema.columns().stream().anyMatch(column -> column.name().equalsIgnoreCase(ROW_NUMBER));
        return isTaken // by a column of the dataset: then one thread counts
                ? "SELECT *, %d AS %s, row_number() OVER () - 1 AS %s FROM read_parquet(%s)"
                        .formatted(number, SEGMENT, PLACE, file)
                : "SELECT * EXCLUDE (%1$s), %2$d AS %3$s, %1$s AS %4$s FROM read_parquet(%5$s, %1$s = true)"
                        .formatted(ROW_NUMBER, number, SEGMENT, PLACE, file);
    }
}
