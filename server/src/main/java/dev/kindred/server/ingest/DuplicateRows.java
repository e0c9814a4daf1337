package dev.kindred.server.ingest;

import dev.kindred.server.schema.AvroSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// Keeps identical interactions from being stored twice: rewrites a new segment without the rows that stand in an older
/// segment or earlier in itself. DuckDB does it, within a memory limit, spilling to a folder of its own that is gone
/// afterwards. Nulls are equal to each other here.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/incremental-data-updates.html">Importing individual
/// and incremental data</a>
public final class DuplicateRows {

    private final Path spillParent;
    private final long memoryBytes;
    private final int threads;

    /// Sets the bounds of the work.
    ///
    /// @param spillParent an existing folder in which each run makes, and deletes, one of its own
    /// @param memoryBytes what DuckDB may hold in memory
    public DuplicateRows(Path spillParent, long memoryBytes, int threads) {
        this.spillParent = spillParent;
        this.memoryBytes = memoryBytes;
        this.threads = threads;
    }

    /// Writes the rows of `fresh` that no segment of `existing` has, each once, in no particular order, and returns how
    /// many these are. What is at `target` is replaced; it is not a segment if this throws.
    ///
    /// @param schema of all the segments
    /// @throws IOException when a segment cannot be read, the new one not be written, or the bounds do not suffice
    public long writeNew(AvroSchema schema, Path fresh, List<Path> existing, Path target) throws IOException {
        try (var database = DuckDb.open(spillParent, memoryBytes, threads)) {
            var statement = database.statement();
            statement.execute("SET preserve_insertion_order = false");
            statement.execute("COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd, KV_METADATA {%s: %s})"
                    .formatted(
                            newRows(schema, fresh, existing),
                            Sql.text(target.toString()),
                            Sql.text(ParquetWriter.SCHEMA),
                            Sql.text(schema.toText())));
            try (var count = statement.executeQuery("SELECT count(*) FROM " + Sql.segments(List.of(target)))) {
                count.next();
                return count.getLong(1);
            }
        } catch (SQLException e) {
            throw new IOException("identical rows could not be removed: " + e.getMessage(), e);
        }
    }

    private static String newRows(AvroSchema schema, Path fresh, List<Path> existing) {
        String columns =
                schema.columns().stream().map(column -> Sql.name(column.name())).collect(Collectors.joining(", "));
        String rows = "SELECT DISTINCT %s FROM %s".formatted(columns, Sql.segments(List.of(fresh)));
        return existing.isEmpty()
                ? rows
                : "SELECT %1$s FROM %2$s EXCEPT SELECT %1$s FROM %3$s"
                        .formatted(columns, Sql.segments(List.of(fresh)), Sql.segments(existing));
    }
}
