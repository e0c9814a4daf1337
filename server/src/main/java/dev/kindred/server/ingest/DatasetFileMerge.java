package dev.kindred.server.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// Writes the rows of several dataset files to one, in the order of the files and of the rows in them. A column that an
/// older file lacks is null in its rows. DuckDB does this within a memory limit.
///
/// @param spillParent an existing folder; a run creates and deletes its own subfolder
/// @param memoryBytes DuckDB's memory limit
public record DatasetFileMerge(Path spillParent, long memoryBytes, int threads) {

    /// Writes the file and returns the number of its rows.
    ///
    /// @param files the oldest first; the schema in the last becomes the schema in the new file
    public long write(List<Path> files, Path target) throws IOException {
        var paths = files.stream().map(file -> DuckSql.text(file.toString())).collect(Collectors.joining(", "));
        try (var database = DuckDb.open(spillParent, memoryBytes, threads)) {
            var statement = database.statement();
            statement.execute("SET preserve_insertion_order = true");
            statement.execute(
                    "COPY (SELECT * FROM read_parquet([%s], union_by_name = true)) TO %s (FORMAT parquet, COMPRESSION zstd, KV_METADATA {%s: %s})"
                            .formatted(
                                    paths,
                                    DuckSql.text(target.toString()),
                                    DuckSql.text(ParquetWriter.SCHEMA),
                                    DuckSql.text(RowRemoval.schemaOf(database, files.getLast()))));
            try (var count = statement.executeQuery("SELECT count(*) FROM " + DuckSql.datasetFiles(List.of(target)))) {
                count.next();
                return count.getLong(1);
            }
        } catch (SQLException e) {
            throw new IOException("dataset files could not be merged: " + e.getMessage(), e);
        }
    }
}
