package dev.kindred.server.ingest;

import dev.kindred.server.schema.AvroSchema;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes stored rows as a CSV file that imports again: a header, an empty cell for null. DuckDB reads and sorts,
/// within a memory limit, spilling to a folder that is gone afterwards.
///
/// What the import's format cannot hold is written as near to it as it can be: a line break inside of a text as a
/// space, and a backslash before a quote, or at the end of a cell that needs quotes, with a space behind it.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/export-data.html">Exporting the training data</a>
public final class CsvExport {

    private static final int ASK_EVERY = 1 << 12;

    private final Path spillParent;
    private final long memoryBytes;
    private final int threads;

    /// Sets the bounds of the work.
    ///
    /// @param spillParent an existing folder in which each run makes, and deletes, one of its own
    /// @param memoryBytes what DuckDB may hold in memory
    public CsvExport(Path spillParent, long memoryBytes, int threads) {
        this.spillParent = spillParent;
        this.memoryBytes = memoryBytes;
        this.threads = threads;
    }

    /// Writes the rows of a query and returns how many these are.
    ///
    /// @param query gives the schema's columns in its order
    /// @param stopping asked now and then; the rest is left out once it says so
    /// @throws IOException if the rows cannot be read, or not be written, or the bounds do not suffice
    public long write(AvroSchema schema, String query, Writer out, BooleanSupplier stopping) throws IOException {
        try (var database = DuckDb.open(spillParent, memoryBytes, threads)) {
            out.write(
                    schema.columns().stream().map(column -> column.name()).collect(Collectors.joining(",", "", "\n")));
            try (var rows = database.statement().executeQuery(query)) {
                return write(schema.columns().size(), rows, out, stopping);
            }
        } catch (SQLException e) {
            throw new IOException("the rows could not be read: " + e.getMessage(), e);
        }
    }

    private static long write(int columns, ResultSet rows, Writer out, BooleanSupplier stopping)
            throws SQLException, IOException {
        long count = 0;
        while (rows.next() && (count % ASK_EVERY != 0 || !stopping.getAsBoolean())) {
            for (int column = 1; column <= columns; column++) {
                out.write(column == 1 ? "" : ",");
                out.write(cell(rows.getObject(column)));
            }
            out.write('\n');
            count++;
        }
        return count;
    }

    static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        var text = value.toString().replace('\n', ' ').replace('\r', ' ');
        if (text.indexOf(',') < 0 && !text.startsWith("\"")) {
            return text;
        }
        var inside = text.replace("\\\"", "\\ \"").replace("\"", "\"\"");
        return '"' + inside + (inside.endsWith("\\") ? " \"" : "\"");
    }
}
