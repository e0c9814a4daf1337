package dev.kindred.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.server.schema.AvroSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// In-memory imports, and dataset files read back by DuckDB.
final class TestImports {

    static final AvroSchema INTERACTIONS = AvroSchema.parse("""
            {"type":"record","name":"Interactions","fields":[
             {"name":"USER_ID","type":"string"},{"name":"ITEM_ID","type":"string"},
             {"name":"EVENT_TYPE","type":["null","string"]},{"name":"TIMESTAMP","type":"long"}],"version":"1.0"}""");

    static final AvroSchema ITEMS = AvroSchema.parse("""
            {"type":"record","name":"Items","fields":[
             {"name":"ITEM_ID","type":"string"},{"name":"GENRE","type":["null","string"],"categorical":true},
             {"name":"PRICE","type":["null","float"]},{"name":"RATING","type":["null","double"]},
             {"name":"STOCK","type":["null","int"]},{"name":"ADULT","type":["null","boolean"]},
             {"name":"PLOT","type":["null","string"],"textual":true}],"version":"1.0"}""");

    static final ExecutorService WORKERS = Executors.newFixedThreadPool(3, task -> {
        var thread = new Thread(task, "test-import");
        thread.setDaemon(true);
        return thread;
    });

    private TestImports() {}

    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Outcome(ImportResult result, byte[] datasetFile) {}

    static CsvSource source(String name, byte[] bytes) {
        return CsvSource.named(name, bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    static Outcome run(AvroSchema schema, int slabBytes, int workers, CsvSource... sources) throws IOException {
        var out = new ByteArrayOutputStream();
        var result = new CsvImport(ImportRules.STANDARD, WORKERS, workers, slabBytes)
                .run(schema, List.of(sources), out, IngestProgress.UNWATCHED, () -> false);
        return new Outcome(result, out.toByteArray());
    }

    static Outcome run(AvroSchema schema, String text) throws IOException {
        return run(schema, CsvImport.SLAB_BYTES, 2, source("data.csv", text.getBytes(UTF_8)));
    }

    static ProblemReport refused(Outcome outcome) {
        if (outcome.result() instanceof ImportResult.Refused refused) {
            return refused.report();
        }
        throw new AssertionError("not refused: " + outcome.result());
    }

    static ImportResult.Imported imported(Outcome outcome) {
        if (outcome.result() instanceof ImportResult.Imported imported) {
            return imported;
        }
        throw new AssertionError("not imported: " + outcome.result());
    }

    /// Returns the rows of a dataset file in its order.
    static List<List<@Nullable Object>> rows(byte[] datasetFile) throws IOException {
        Path file = Files.createTempFile("segment", ".parquet");
        try {
            Files.write(file, datasetFile);
            return query("SELECT * FROM read_parquet('" + file + "')");
        } finally {
            Files.delete(file);
        }
    }

    static List<List<@Nullable Object>> query(String sql) throws IOException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            int width = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    row.add(result.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
