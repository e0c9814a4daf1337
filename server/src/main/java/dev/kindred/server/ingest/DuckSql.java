package dev.kindred.server.ingest;

import dev.kindred.server.schema.ColumnType;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Fragments of DuckDB's SQL.
public final class DuckSql {

    private DuckSql() {}

    public static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    public static String name(String value) {
        return "\"" + value.replace("\"", "\"\"") + "\"";
    }

    /// Returns a table expression over Parquet files with the same columns.
    static String datasetFiles(List<Path> paths) {
        return paths.stream()
                .map(path -> text(path.toString()))
                .collect(Collectors.joining(", ", "read_parquet([", "])"));
    }

    public static String type(ColumnType type) {
        return switch (type) {
            case STRING -> "VARCHAR";
            case LONG -> "BIGINT";
            case INT, FLOAT, DOUBLE, BOOLEAN -> type.name();
        };
    }
}
