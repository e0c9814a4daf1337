package dev.kindred.server.ingest;

import dev.kindred.server.schema.AvroSchema;
import java.nio.file.Path;

/// DuckDB queries for the rows of dataset files, numbered, for queries over several files.
public final class DatasetFileRows {

    /// The quoted name of the column with the number of a row's dataset file. No dataset column can have this name,
    /// because column names contain neither spaces nor colons.
    public static final String SEGMENT = DuckSql.name("kindred: segment");

    /// The quoted name of the column with the position of a row in its dataset file, from 0.
    public static final String PLACE = DuckSql.name("kindred: place");

    private static final String ROW_NUMBER = "file_row_number";

    private DatasetFileRows() {}

    /// Returns a query for all columns of a dataset file, its number and its rows' positions.
    ///
    /// @param schema the dataset's present schema
    public static String of(AvroSchema schema, int number, Path datasetFile) {
        var file = DuckSql.text(datasetFile.toString());
        boolean isTaken =
                schema.columns().stream().anyMatch(column -> column.name().equalsIgnoreCase(ROW_NUMBER));
        return isTaken // a dataset column has the name: count with one thread instead
                ? "SELECT *, %d AS %s, row_number() OVER () - 1 AS %s FROM read_parquet(%s)"
                        .formatted(number, SEGMENT, PLACE, file)
                : "SELECT * EXCLUDE (%1$s), %2$d AS %3$s, %1$s AS %4$s FROM read_parquet(%5$s, %1$s = true)"
                        .formatted(ROW_NUMBER, number, SEGMENT, PLACE, file);
    }
}
