package dev.kindred.server.ingest;

import dev.kindred.server.schema.AvroSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// Removes duplicate interactions: rewrites a new dataset file without the rows that an older dataset file or an
/// earlier row already holds. DuckDB compares the rows within a memory limit and spills to a folder that is deleted
/// afterwards. Nulls are equal to each other here.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/incremental-data-updates.html">Importing individual
/// and incremental data</a>
public final class DuplicateRows {

    private final Path spillParent;
    private final long memoryBytes;
    private final int threads;

    /// Creates an instance with resource limits.
    ///
    /// @param spillParent an existing folder; each run creates and deletes its own subfolder
    /// @param memoryBytes DuckDB's memory limit
    public DuplicateRows(Path spillParent, long memoryBytes, int threads) {
        this.spillParent = spillParent;
        this.memoryBytes = memoryBytes;
        this.threads = threads;
    }

    /// Writes the distinct rows of `fresh` that no dataset file of `existing` has, in unspecified order, and returns
    /// their number. Replaces the file at `target`; if this throws, `target` is not a valid dataset file.
    ///
    /// @param schema the schema of all the dataset files
    /// @throws IOException if a dataset file cannot be read, the new one cannot be written, or the resource
    /// limits are too low
    public long writeNew(AvroSchema schema, Path fresh, List<Path> existing, Path target) throws IOException {
        try (var database = DuckDb.open(spillParent, memoryBytes, threads)) {
            var statement = database.statement();
            statement.execute("SET preserve_insertion_order = false");
            statement.execute("COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd, KV_METADATA {%s: %s})"
                    .formatted(
                            newRows(schema, fresh, existing),
                            DuckSql.text(target.toString()),
                            DuckSql.text(ParquetWriter.SCHEMA),
                            DuckSql.text(schema.toText())));
            try (var count = statement.executeQuery("SELECT count(*) FROM " + DuckSql.datasetFiles(List.of(target)))) {
                count.next();
                return count.getLong(1);
            }
        } catch (SQLException e) {
            throw new IOException("identical rows could not be removed: " + e.getMessage(), e);
        }
    }

    private static String newRows(AvroSchema schema, Path fresh, List<Path> existing) {
        String columns = schema.columns().stream()
                .map(column -> DuckSql.name(column.name()))
                .collect(Collectors.joining(", "));
        String rows = "SELECT DISTINCT %s FROM %s".formatted(columns, DuckSql.datasetFiles(List.of(fresh)));
        return existing.isEmpty()
                ? rows
                : "SELECT %1$s FROM %2$s EXCEPT SELECT %1$s FROM %3$s"
                        .formatted(columns, DuckSql.datasetFiles(List.of(fresh)), DuckSql.datasetFiles(existing));
    }
}
