package dev.kindred.server.ingest;

import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.DatasetType;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The current rows of an Items, Users or Actions dataset: for each id, the last row of the newest dataset file that
/// has it. Dataset files are not rewritten; the newest row wins when they are read.
public final class LatestRows {

    private LatestRows() {}

    /// Returns a DuckDB query for the current rows, with the schema's columns in schema order. A column that an older
    /// dataset file does not have is null in its rows.
    ///
    /// @param schema the dataset's present schema
    /// @param datasetFiles Parquet files, the oldest first
    /// @throws IllegalArgumentException for events, which have no id
    public static String query(AvroSchema schema, DatasetType type, List<Path> datasetFiles) {
        String columns = schema.columns().stream()
                .map(column -> DuckSql.name(column.name()))
                .collect(Collectors.joining(", "));
        var rows = new StringBuilder("SELECT ")
                .append(schema.columns().stream().map(LatestRows::typedNull).collect(Collectors.joining(", ")))
                .append(", 0 AS ")
                .append(DatasetFileRows.SEGMENT)
                .append(", 0::BIGINT AS ")
                .append(DatasetFileRows.PLACE)
                .append(" WHERE false"); // gives every column its type, even if no dataset file has it
        for (int i = 0; i < datasetFiles.size(); i++) {
            rows.append(" UNION ALL BY NAME ").append(DatasetFileRows.of(schema, i, datasetFiles.get(i)));
        }
        return "SELECT %s FROM (%s) QUALIFY row_number() OVER (PARTITION BY %s ORDER BY %s DESC, %s DESC) = 1"
                .formatted(columns, rows, DuckSql.name(id(type)), DatasetFileRows.SEGMENT, DatasetFileRows.PLACE);
    }

    private static String typedNull(Column column) {
        return "NULL::%s AS %s".formatted(DuckSql.type(column.type()), DuckSql.name(column.name()));
    }

    private static String id(DatasetType type) {
        if (type.isEvents()) {
            throw new IllegalArgumentException(type + " are appended, not replaced");
        }
        return type.idColumn();
    }
}
