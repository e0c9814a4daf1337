package dev.kindred.server.ingest;

import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.DatasetType;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes stored rows as a CSV file that imports to the same rows: a header, a [CsvCell] for each value, an empty
/// cell for null. DuckDB reads and sorts within a memory limit and spills to a folder that is deleted afterwards.
///
/// A streamed event may lack a value in a required column. If a row does, the file has the column
/// [CsvHeader#MISSING_VALUES] after the schema's columns.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/export-data.html">Exporting the training data</a>
public final class CsvExport {

    /// The rows between two checks for a stop. Taste.
    private static final int ASK_EVERY = 1 << 12;

    private final Path spillParent;
    private final long memoryBytes;
    private final int threads;

    /// Creates an export with resource limits.
    ///
    /// @param spillParent an existing folder; each run creates and deletes its own subfolder
    /// @param memoryBytes DuckDB's memory limit
    public CsvExport(Path spillParent, long memoryBytes, int threads) {
        this.spillParent = spillParent;
        this.memoryBytes = memoryBytes;
        this.threads = threads;
    }

    /// The rows of an export.
    ///
    /// @param query returns the schema's columns in schema order
    public record Rows(AvroSchema schema, DatasetType type, String query) {

        /// Returns the required columns in which a row may lack a value.
        List<Column> mayLack() {
            return schema.columns().stream()
                    .filter(column -> ColumnValues.mayLack(column, type))
                    .toList();
        }
    }

    /// Writes the rows and returns their number.
    ///
    /// @param stopping polled regularly; once it returns true, the remaining rows are not written
    /// @throws IOException if reading or writing fails, or the resource limits are too low
    public long write(Rows rows, Writer out, BooleanSupplier stopping) throws IOException {
        try (var database = DuckDb.open(spillParent, memoryBytes, threads)) {
            boolean tellsMissing = haveLacking(rows, database);
            out.write(rows.schema().columns().stream().map(Column::name).collect(Collectors.joining(",")));
            out.write(tellsMissing ? "," + CsvHeader.MISSING_VALUES + "\n" : "\n");
            try (var found = database.statement().executeQuery(rows.query())) {
                return write(rows, tellsMissing, found, out, stopping);
            }
        } catch (SQLException e) {
            throw new IOException("the rows could not be read: " + e.getMessage(), e);
        }
    }

    private static boolean haveLacking(Rows rows, DuckDb database) throws SQLException {
        if (rows.mayLack().isEmpty()) {
            return false;
        }
        var isLacking = rows.mayLack().stream()
                .map(column -> DuckSql.name(column.name()) + " IS NULL")
                .collect(Collectors.joining(" OR "));
        try (var found = database.statement()
                .executeQuery("SELECT 1 FROM (%s) WHERE %s LIMIT 1".formatted(rows.query(), isLacking))) {
            return found.next();
        }
    }

    private static long write(Rows rows, boolean tellsMissing, ResultSet found, Writer out, BooleanSupplier stopping)
            throws SQLException, IOException {
        var columns = rows.schema().columns();
        var mayLack = Set.copyOf(rows.mayLack());
        var missing = new StringJoiner("|");
        long count = 0;
        while (found.next() && (count % ASK_EVERY != 0 || !stopping.getAsBoolean())) {
            for (int i = 0; i < columns.size(); i++) {
                var value = found.getObject(i + 1);
                out.write(i == 0 ? "" : ",");
                out.write(cell(value));
                if (value == null && mayLack.contains(columns.get(i))) {
                    missing.add(columns.get(i).name());
                }
            }
            if (tellsMissing) {
                out.write("," + missing);
                missing = new StringJoiner("|");
            }
            out.write('\n');
            count++;
        }
        return count;
    }

    /// Returns a value as a cell, quoted where necessary and empty for null.
    static String cell(@Nullable Object value) {
        return value == null ? "" : CsvCell.of(value.toString());
    }
}
