package dev.kindred.server.attribution;

import dev.kindred.server.catalog.AttributedAmount;
import dev.kindred.server.ingest.DuckDb;
import dev.kindred.server.ingest.DuckSql;
import dev.kindred.server.ingest.LatestRows;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The counts of an import's rows. DuckDB counts within a memory limit and spills to a folder, which is deleted
/// afterwards.
public final class ImportedAmounts implements AutoCloseable {

    /// The rows between two checks for cancellation. Taste.
    private static final int ASK_EVERY = 1 << 12;

    private final DuckDb database;
    private final Measure measure;

    /// The resource limits.
    ///
    /// @param spillParent an existing folder in which each run creates, and deletes, a folder
    /// @param memoryBytes DuckDB's memory limit
    public record Bounds(Path spillParent, long memoryBytes, int threads) {}

    /// The rows of a dataset.
    ///
    /// @param datasetFiles the oldest first
    public record Rows(AvroSchema schema, List<Path> datasetFiles) {}

    private ImportedAmounts(DuckDb database, Measure measure) {
        this.database = database;
        this.measure = measure;
    }

    /// Counts the rows of an import.
    ///
    /// @param items the current items, or null if the dataset group has none
    /// @throws IOException if they cannot be read, or the limits do not suffice
    public static ImportedAmounts count(Measure measure, Rows imported, @Nullable Rows items, Bounds bounds)
            throws IOException {
        try {
            var database = DuckDb.open(bounds.spillParent(), bounds.memoryBytes(), bounds.threads());
            try {
                var amounts = new ImportedAmounts(database, measure);
                amounts.prepare(imported, items);
                return amounts;
            } catch (SQLException e) {
                database.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void prepare(Rows imported, @Nullable Rows items) throws SQLException {
        var statement = database.statement();
        statement.execute("CREATE TEMP TABLE deployments (tag VARCHAR, arn VARCHAR)");
        try (var insert = database.connection().prepareStatement("INSERT INTO deployments VALUES (?, ?)")) {
            for (var deployment : measure.sources().arns().entrySet()) {
                insert.setString(1, deployment.getKey());
                insert.setString(2, deployment.getValue());
                insert.execute();
            }
        }
        if (measure.needsItems() && items != null) {
            statement.execute("CREATE TEMP TABLE items AS "
                    + LatestRows.query(items.schema(), DatasetType.ITEMS, items.datasetFiles()));
        }
        statement.execute("CREATE VIEW events AS " + events(imported));
        statement.execute(
                "CREATE TEMP TABLE amounts (metric INTEGER, source VARCHAR, start BIGINT, events BIGINT, total DOUBLE)");
        for (int i = 0; i < measure.metrics().size(); i++) {
            var metric = measure.metrics().get(i);
            if (items != null || !metric.expression().isOf(DatasetType.ITEMS)) {
                statement.execute("INSERT INTO amounts " + amounts(i, metric));
            }
        }
    }

    /// Returns the query of the rows with their window and source. The names of the added columns contain a
    /// colon, so they never equal a column of the schema.
    private static String events(Rows imported) {
        var typed = imported.schema().columns().stream()
                .map(column -> "NULL::%s AS %s".formatted(DuckSql.type(column.type()), DuckSql.name(column.name())))
                .collect(Collectors.joining(", "));
        var rows = new StringBuilder("SELECT %s WHERE false".formatted(typed));
        imported.datasetFiles()
                .forEach(datasetFile -> rows.append(" UNION ALL BY NAME SELECT * FROM read_parquet(%s)"
                        .formatted(DuckSql.text(datasetFile.toString()))));
        var given = imported.schema().find("EVENT_ATTRIBUTION_SOURCE").isPresent()
                ? "nullif(trim(\"EVENT_ATTRIBUTION_SOURCE\"), '')"
                : "NULL::VARCHAR";
        var tag = imported.schema().find("RECOMMENDATION_ID").isPresent() ? tag("\"RECOMMENDATION_ID\"") : "NULL";
        return """
                SELECT imported.*, lower("EVENT_TYPE") AS ":type",
                       "TIMESTAMP" - ("TIMESTAMP" %% %1$d + %1$d) %% %1$d AS ":start",
                       coalesce(%2$s, deployments.arn, %3$s) AS ":source"
                FROM (%4$s) AS imported LEFT JOIN deployments ON deployments.tag = %5$s
                """.formatted(Windows.SECONDS, given, DuckSql.text(EventSources.UNDEFINED), rows, tag);
    }

    /// Returns the expression of the tag in a recommendation id, equivalent to
    /// [dev.kindred.server.serving.RecommendationId#findTag].
    private static String tag(String column) {
        return """
                CASE WHEN regexp_full_match(%1$s, 'RID-[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}')
                     THEN lower(substr(%1$s, 5, 8) || substr(%1$s, 14, 4)) END""".formatted(column);
    }

    private static String amounts(int number, Measure.Metric metric) {
        var type = DuckSql.text(metric.eventType().toLowerCase(Locale.ROOT));
        return switch (metric.expression()) {
            case MetricExpression.SampleCount _ -> """
                SELECT %d, ":source", ":start", count(*), count(*)::DOUBLE FROM events WHERE ":type" = %s
                GROUP BY ":source", ":start"
                """.formatted(number, type);
            case MetricExpression.Sum sum
            when sum.dataset() == DatasetType.ITEMS ->
                """
                SELECT %1$d, ":source", ":start", count(*), fsum(%2$s)
                FROM events JOIN items ON events."ITEM_ID" = items."ITEM_ID"
                WHERE ":type" = %3$s AND %2$s IS NOT NULL GROUP BY ":source", ":start"
                """.formatted(number, number("items." + DuckSql.name(sum.column())), type);
            case MetricExpression.Sum sum ->
                """
                SELECT %1$d, ":source", ":start", count(*), fsum(%2$s) FROM events
                WHERE ":type" = %3$s AND %2$s IS NOT NULL GROUP BY ":source", ":start"
                """.formatted(number, number("events." + DuckSql.name(sum.column())), type);
        };
    }

    /// The conversion by way of the decimal text yields the written number, not the double of the stored float.
    private static String number(String column) {
        return "TRY_CAST(CAST(%s AS VARCHAR) AS DOUBLE)".formatted(column);
    }

    /// Writes the report. Returns its number of lines, the header excluded.
    ///
    /// @param stopping returns whether to stop writing; called at intervals
    public long write(Writer out, BooleanSupplier stopping) throws IOException {
        out.write(ReportRow.HEADER);
        long count = 0;
        try (var rows = database.statement()
                .executeQuery("SELECT metric, source, start, total FROM amounts ORDER BY start DESC, metric, source")) {
            while (rows.next() && (count % ASK_EVERY != 0 || !stopping.getAsBoolean())) {
                var metric = measure.metrics().get(rows.getInt(1));
                out.write(new ReportRow(metric, decimal(rows.getDouble(4)), rows.getString(2), rows.getLong(3)).line());
                count++;
            }
            return count;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Returns the amounts of the windows from the given one on. Their totals are final.
    public List<AttributedAmount> since(long firstWindow) throws IOException {
        try (var rows = database.statement()
                .executeQuery(
                        "SELECT metric, source, start, events, total FROM amounts WHERE start >= " + firstWindow)) {
            var all = new ArrayList<AttributedAmount>();
            while (rows.next()) {
                all.add(new AttributedAmount(
                        measure.metrics().get(rows.getInt(1)).name(),
                        rows.getString(2),
                        rows.getLong(3),
                        "",
                        rows.getLong(4),
                        decimal(rows.getDouble(5))));
            }
            return all;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Clamps a sum to the range of doubles.
    private static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(Double.isNaN(value) ? 0 : Math.clamp(value, -Double.MAX_VALUE, Double.MAX_VALUE));
    }

    private static IOException failed(SQLException e) {
        return new IOException("the events could not be counted: " + e.getMessage(), e);
    }

    @Override
    public void close() throws IOException {
        try {
            database.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
