package dev.kindred.server.snapshot;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.server.catalog.DatasetFile;
import dev.kindred.server.ingest.DatasetFileRows;
import dev.kindred.server.ingest.DuckDb;
import dev.kindred.server.ingest.DuckSql;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.ColumnRole;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.stream.DatasetRows;
import dev.kindred.server.stream.StitchedEvents;
import dev.kindred.server.stream.StreamedColumns;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Builds one snapshot. DuckDB reads, numbers and sorts the rows within a memory limit and spills to a scratch
/// folder. The sorted rows are streamed into off-heap arrays of 20 bytes per interaction, plus 4 bytes per
/// context column, which are then written.
///
/// These are omitted: interactions without an item; streamed events whose id occurred before; anonymous events
/// whose session no later event assigns to a user; and duplicates, equal in user, item, time and event type.
final class SnapshotBuilder {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final AvroSchema schema;
    private final DatasetType type;
    private final List<String> contexts;
    private final Path scratch;
    private final long memoryBytes;
    private final int threads;

    SnapshotBuilder(AvroSchema schema, DatasetType type, Path scratch, long memoryBytes, int threads) {
        this.schema = schema;
        this.type = type;
        this.contexts = contextColumns(schema);
        this.scratch = scratch;
        this.memoryBytes = memoryBytes;
        this.threads = threads;
    }

    /// Returns the columns that the context of a request can name.
    static List<String> contextColumns(AvroSchema schema) {
        return schema.columns().stream()
                .filter(column -> column.role() == ColumnRole.CATEGORICAL)
                .map(Column::name)
                .toList();
    }

    /// Writes the snapshot of `sources` to `target`.
    void write(List<DatasetRows.Source> sources, int sealedPart, Path target) throws IOException {
        try (var database = DuckDb.open(scratch, memoryBytes, threads)) {
            var statement = database.statement();
            prepare(statement, sources);
            write(database.connection(), statement, sources, sealedPart, target);
        } catch (SQLException e) {
            throw new IOException("the interactions could not be prepared for training: " + e.getMessage(), e);
        }
    }

    private void prepare(Statement statement, List<DatasetRows.Source> sources) throws SQLException {
        statement.execute("CREATE VIEW bulk AS " + union(sources, DatasetFile.Origin.BULK));
        statement.execute("CREATE TEMP TABLE streamed AS " + union(sources, DatasetFile.Origin.PUT));
        statement.execute("""
                CREATE VIEW interactions AS
                SELECT * FROM (SELECT * FROM bulk UNION ALL BY NAME SELECT * FROM streamed)
                WHERE item_id IS NOT NULL AND item_id <> '' AND user_id IS NOT NULL AND user_id <> ''
                """);
        dictionary(statement, "users", "user_id");
        dictionary(statement, "items", "item_id");
        dictionary(statement, "types", "event_type");
        for (int i = 0; i < contexts.size(); i++) {
            dictionary(statement, "context" + i, "context" + i);
        }
    }

    private static void dictionary(Statement statement, String table, String column) throws SQLException {
        statement.execute("""
                CREATE TEMP TABLE %1$s AS
                SELECT id, (row_number() OVER (ORDER BY id) - 1)::INTEGER AS code
                FROM (SELECT DISTINCT %2$s AS id FROM interactions WHERE %2$s IS NOT NULL)
                ORDER BY id
                """.formatted(table, column)); // DuckDB orders texts by their UTF-8 bytes
    }

    /// Returns the query of the rows in the dataset files of one origin. Columns that files of older schemas
    /// lack are null.
    private String union(List<DatasetRows.Source> sources, DatasetFile.Origin origin) {
        boolean hasValues = type == DatasetType.INTERACTIONS; // other datasets have no reserved EVENT_VALUE
        var typed = new StringBuilder("""
                SELECT NULL::VARCHAR AS "USER_ID", NULL::VARCHAR AS "%s", NULL::BIGINT AS "TIMESTAMP",
                NULL::VARCHAR AS "EVENT_TYPE", %s NULL::VARCHAR AS "IMPRESSION",
                NULL::VARCHAR AS %s, NULL::VARCHAR AS %s WHERE false UNION ALL BY NAME
                """.formatted(
                        type.idColumn(),
                        hasValues ? "NULL::FLOAT AS \"EVENT_VALUE\"," : "",
                        DuckSql.name(StreamedColumns.EVENT_ID),
                        DuckSql.name(StreamedColumns.SESSION_ID)));
        typed.append(DatasetRows.of(schema, type, sources, origin));
        var columns = new StringBuilder("""
                SELECT "USER_ID" AS user_id, "%s" AS item_id, "TIMESTAMP" AS moment, "EVENT_TYPE" AS event_type,
                %s::FLOAT AS event_value, "IMPRESSION" AS impression, %s AS event_id, %s AS session,
                %s AS source, %s AS place""".formatted(
                        type.idColumn(),
                        hasValues ? "\"EVENT_VALUE\"" : "NULL",
                        DuckSql.name(StreamedColumns.EVENT_ID),
                        DuckSql.name(StreamedColumns.SESSION_ID),
                        DatasetFileRows.SEGMENT,
                        DatasetFileRows.PLACE));
        for (int i = 0; i < contexts.size(); i++) {
            columns.append(", ")
                    .append(DuckSql.name(contexts.get(i)))
                    .append(" AS context")
                    .append(i);
        }
        return columns + " FROM (" + (origin == DatasetFile.Origin.PUT ? StitchedEvents.query(typed.toString()) : typed)
                + ")";
    }

    private void write(
            Connection connection, Statement statement, List<DatasetRows.Source> sources, int sealedPart, Path target)
            throws SQLException, IOException {
        var users = ids(statement, "users");
        var items = ids(statement, "items");
        long most = Math.max(
                1,
                sources.stream()
                        .mapToLong(source -> source.datasetFile().rows())
                        .sum());
        try (var arena = Arena.ofConfined();
                var out = SectionWriter.create(target, Snapshot.KIND, Snapshot.VERSION)) {
            var rows = new Rows(arena, most, contexts.size(), users.size());
            read(connection, rows);
            index(out, "users", users);
            index(out, "items", items);
            index(out, "types", ids(statement, "types"));
            rows.write(out);
            out.longs("shown", shown(statement, items.size()));
            out.text("context", String.join("\n", contexts));
            for (int i = 0; i < contexts.size(); i++) {
                index(out, "context." + i, ids(statement, "context" + i));
            }
            out.ints("sealed", new int[] {sealedPart});
            out.finish();
        }
    }

    private void read(Connection connection, Rows rows) throws SQLException {
        var codes = new StringBuilder();
        var joins = new StringBuilder();
        for (int i = 0; i < contexts.size(); i++) {
            codes.append(", coalesce(context%1$d.code, -1)".formatted(i));
            joins.append(" LEFT JOIN context%1$d ON interactions.context%1$d = context%1$d.id".formatted(i));
        }
        try (var statement = connection.createStatement();
                var sorted = statement.executeQuery("""
                        SELECT users.code, items.code, coalesce(moment, 0), coalesce(types.code, -1),
                               coalesce(event_value, 'nan'::FLOAT)%s
                        FROM interactions
                        JOIN users ON interactions.user_id = users.id
                        JOIN items ON interactions.item_id = items.id
                        LEFT JOIN types ON interactions.event_type = types.id%s
                        ORDER BY users.code, moment, source, place
                        """.formatted(codes, joins))) {
            while (sorted.next()) {
                rows.add(sorted.getInt(1), sorted.getInt(2), sorted.getLong(3), sorted.getInt(4), sorted.getFloat(5));
                for (int i = 0; i < contexts.size(); i++) {
                    rows.context(i, sorted.getInt(6 + i));
                }
            }
        }
        rows.end();
    }

    private static IdIndex ids(Statement statement, String table) throws SQLException {
        var ids = new ArrayList<String>();
        try (var rows = statement.executeQuery("SELECT id FROM " + table + " ORDER BY code")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return IdIndex.of(ids);
    }

    private long[] shown(Statement statement, int itemCount) throws SQLException {
        var shown = new long[itemCount];
        if (schema.find("IMPRESSION").isEmpty()) {
            return shown;
        }
        try (var rows = statement.executeQuery("""
                SELECT items.code, count(*) FROM (
                    SELECT unnest(string_split(impression, '|')) AS id FROM interactions WHERE impression IS NOT NULL)
                JOIN items USING (id) GROUP BY items.code
                """)) {
            while (rows.next()) {
                shown[rows.getInt(1)] = rows.getLong(2);
            }
        }
        return shown;
    }

    private static void index(SectionWriter out, String name, IdIndex ids) throws IOException {
        out.segment(name + ".text", ids.text());
        out.segment(name + ".offsets", ids.offsets());
        out.segment(name + ".slots", ids.slots());
    }

    /// The off-heap columns of the sorted rows.
    private static final class Rows {

        private final MemorySegment items;
        private final MemorySegment times;
        private final MemorySegment types;
        private final MemorySegment values;
        private final List<MemorySegment> contexts = new ArrayList<>();
        private final int[] offsets;
        private int size;
        private int user = -1;
        private int runFrom;
        private boolean repeated;

        Rows(Arena arena, long most, int contextCount, int userCount) {
            items = arena.allocate(most * Integer.BYTES);
            times = arena.allocate(most * Long.BYTES);
            types = arena.allocate(most * Integer.BYTES);
            values = arena.allocate(most * Float.BYTES);
            for (int i = 0; i < contextCount; i++) {
                contexts.add(arena.allocate(most * Integer.BYTES));
            }
            offsets = new int[userCount + 1];
        }

        void add(int itsUser, int item, long time, int type, float value) {
            if (itsUser != user || size == 0 || times.get(LONG, (size - 1L) * Long.BYTES) != time) {
                runFrom = size; // the first row of this user and time
            }
            while (user < itsUser) {
                offsets[++user] = size;
            }
            repeated = isThere(item, type);
            if (repeated) {
                return;
            }
            items.set(INT, (long) size * Integer.BYTES, item);
            times.set(LONG, (long) size * Long.BYTES, time);
            types.set(INT, (long) size * Integer.BYTES, type);
            values.set(FLOAT, (long) size * Float.BYTES, value);
            size = Math.addExact(size, 1);
        }

        private boolean isThere(int item, int type) {
            for (int i = runFrom; i < size; i++) {
                if (items.get(INT, (long) i * Integer.BYTES) == item
                        && types.get(INT, (long) i * Integer.BYTES) == type) {
                    return true;
                }
            }
            return false;
        }

        /// Sets a context column of the last added row.
        void context(int column, int code) {
            if (!repeated) {
                contexts.get(column).set(INT, (size - 1L) * Integer.BYTES, code);
            }
        }

        void end() {
            while (user < offsets.length - 1) {
                offsets[++user] = size;
            }
        }

        void write(SectionWriter out) throws IOException {
            out.ints("offsets", offsets);
            out.segment("items", items.asSlice(0, (long) size * Integer.BYTES));
            out.segment("times", times.asSlice(0, (long) size * Long.BYTES));
            out.segment("eventTypes", types.asSlice(0, (long) size * Integer.BYTES));
            out.segment("values", values.asSlice(0, (long) size * Float.BYTES));
            for (int i = 0; i < contexts.size(); i++) {
                out.segment("context." + i, contexts.get(i).asSlice(0, (long) size * Integer.BYTES));
            }
        }
    }
}
