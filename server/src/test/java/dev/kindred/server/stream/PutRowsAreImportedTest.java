package dev.kindred.server.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.DatasetFile;
import dev.kindred.server.ingest.CsvExport;
import dev.kindred.server.ingest.CsvImport;
import dev.kindred.server.ingest.CsvSource;
import dev.kindred.server.ingest.DatasetFileWriter;
import dev.kindred.server.ingest.DuckSql;
import dev.kindred.server.ingest.ImportResult;
import dev.kindred.server.ingest.ImportRules;
import dev.kindred.server.ingest.IngestProgress;
import dev.kindred.server.ingest.RandomTexts;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.ColumnType;
import dev.kindred.server.schema.DatasetType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/// Records of every dataset type that are put individually are the same rows after an export and an import.
class PutRowsAreImportedTest {

    private static final int ROWS = 30;

    private static Path folder = Path.of("");

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("put-rows");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static AvroSchema schema(DatasetType type) {
        var columns = new ArrayList<Column>();
        if (type.isEvents()) {
            columns.add(Column.required("USER_ID", ColumnType.STRING));
        }
        columns.add(Column.required(type.idColumn(), ColumnType.STRING));
        if (type.isEvents()) {
            columns.add(Column.required("EVENT_TYPE", ColumnType.STRING));
            columns.add(Column.required("TIMESTAMP", ColumnType.LONG));
            columns.add(Column.optional("IMPRESSION", ColumnType.STRING));
            columns.add(Column.required("PLACE", ColumnType.STRING));
        } else {
            columns.add(Column.optional("PLACE", ColumnType.STRING));
        }
        columns.add(Column.optional("NOTE", ColumnType.STRING));
        columns.add(Column.optional("PRICE", ColumnType.DOUBLE));
        return new AvroSchema(type.recordName(), columns);
    }

    private static StreamedRecord record(DatasetType type, Random random) {
        var properties = new HashMap<String, String>();
        for (var name : List.of("PLACE", "NOTE")) {
            var text = RandomTexts.next(random);
            if (!text.isEmpty()) {
                properties.put(name, text);
            }
        }
        if (random.nextBoolean()) {
            properties.put("PRICE", Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(-300, 300))));
        }
        var id = random.nextInt(100) + RandomTexts.next(random);
        return type.isEvents() ? event(type, id, properties, random) : new StreamedRow(1, id, properties);
    }

    private static StreamedEvent event(DatasetType type, String id, Map<String, String> properties, Random random) {
        boolean mayLackItem = type == DatasetType.INTERACTIONS && random.nextInt(3) == 0;
        var shown = new ArrayList<String>();
        for (int i = random.nextInt(26); i > 0; i--) {
            shown.add(random.nextInt(4) == 0 ? "i".repeat(256) : "i" + RandomTexts.next(random));
        }
        return new StreamedEvent(
                1,
                "u" + RandomTexts.next(random),
                "session",
                Long.toString(random.nextLong()),
                mayLackItem ? null : id,
                "e" + RandomTexts.next(random),
                Float.NaN,
                random.nextLong(-1L << 40, 1L << 40),
                null,
                shown,
                null,
                properties);
    }

    @Property(tries = 8)
    void whatIsPutIsTheSameWhenItIsExportedAndImported(@ForAll DatasetType type, @ForAll long seed)
            throws IOException, SQLException {
        var random = new Random(seed);
        var schema = schema(type);
        var put = folder.resolve(type + "-put.parquet");
        try (var out = Files.newOutputStream(put);
                var writer = new DatasetFileWriter(out, schema, StreamedColumns.hidden(type))) {
            for (int i = 0; i < ROWS; i++) {
                writer.add(StreamedColumns.cells(schema, type, record(type, random)));
            }
            writer.finish();
        }

        var csv = exported(schema, type, put, DatasetFile.Origin.PUT);
        var imported = folder.resolve(type + "-imported.parquet");
        try (var out = Files.newOutputStream(imported)) {
            var bytes = csv.getBytes(UTF_8);
            var source = CsvSource.named("export.csv", bytes.length, () -> new ByteArrayInputStream(bytes));
            var result = new CsvImport(ImportRules.STANDARD, Runnable::run, 1, 1 + random.nextInt(3000))
                    .run(schema, List.of(source), out, IngestProgress.UNWATCHED, () -> false);
            assertThat(result).isInstanceOf(ImportResult.Imported.class);
        }

        assertThat(rows(schema, imported)).isEqualTo(rows(schema, put));
        assertThat(exported(schema, type, imported, DatasetFile.Origin.BULK)).isEqualTo(csv);
    }

    private static String exported(AvroSchema schema, DatasetType type, Path file, DatasetFile.Origin origin)
            throws IOException {
        var datasetFile = new DatasetFile(
                1,
                Arn.of("arn:aws:personalize:us-east-1:000000000000:dataset/shop/" + type),
                origin,
                file.toString(),
                ROWS,
                1,
                1,
                Instant.EPOCH);
        var query = DatasetRows.all(schema, type, List.of(new DatasetRows.Source(datasetFile, file)));
        var out = new StringWriter();
        new CsvExport(folder, 64 << 20, 1).write(new CsvExport.Rows(schema, type, query), out, () -> false);
        return out.toString();
    }

    /// Returns the distinct rows of a file, in no order.
    private static List<String> rows(AvroSchema schema, Path file) throws SQLException {
        var columns = schema.columns().stream()
                .map(column -> DuckSql.name(column.name()))
                .collect(Collectors.joining(", "));
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var found = statement.executeQuery(
                        "SELECT DISTINCT %s FROM read_parquet(%s)".formatted(columns, DuckSql.text(file.toString())))) {
            var rows = new ArrayList<String>();
            while (found.next()) {
                var row = new ArrayList<@Nullable Object>();
                for (int i = 1; i <= schema.columns().size(); i++) {
                    row.add(found.getObject(i));
                }
                rows.add(row.toString());
            }
            return rows.stream().sorted().toList();
        }
    }
}
