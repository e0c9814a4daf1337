package dev.kindred.server.ingest;

import static dev.kindred.server.ingest.TestImports.imported;
import static dev.kindred.server.ingest.TestImports.query;
import static dev.kindred.server.ingest.TestImports.rows;
import static dev.kindred.server.ingest.TestImports.source;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.schema.AvroSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Dataset files as read by DuckDB, another reader of Parquet.
final class DatasetFileTest {

    private static final AvroSchema EVERY_TYPE = AvroSchema.parse("""
            {"type":"record","name":"Items","fields":[
             {"name":"Item_Id","type":"string"},{"name":"S","type":["null","string"]},
             {"name":"I","type":["null","int"]},{"name":"L","type":["null","long"]},{"name":"F","type":["null","float"]},
             {"name":"D","type":["null","double"]},{"name":"B","type":["null","boolean"]},
             {"name":"NI","type":"int"},{"name":"NL","type":"long"},{"name":"NF","type":"float"},
             {"name":"ND","type":"double"},{"name":"NB","type":"boolean"}]}""");

    @TempDir
    private Path folder;

    @Test
    void holdsEveryTypeWithAndWithoutNulls() throws IOException {
        var outcome = TestImports.run(EVERY_TYPE, """
                Item_Id,S,I,L,F,D,B,NI,NL,NF,ND,NB
                a,x,1,2,1.5,2.5,true,-1,-2,-1.5,-2.5,FALSE
                ß😀,,,,,,,2147483647,9223372036854775807,3.4028235e38,1.7976931348623157e308,True
                c,,,,,,,-2147483648,0,0,-0.0,false
                """);

        assertThat(imported(outcome).rows()).isEqualTo(3);
        assertThat(imported(outcome).bytes()).isEqualTo(outcome.datasetFile().length);
        assertThat(rows(outcome.datasetFile()))
                .containsExactly(
                        Arrays.asList("a", "x", 1, 2L, 1.5f, 2.5, true, -1, -2L, -1.5f, -2.5, false),
                        Arrays.asList(
                                "ß😀",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                Integer.MAX_VALUE,
                                Long.MAX_VALUE,
                                Float.MAX_VALUE,
                                Double.MAX_VALUE,
                                true),
                        Arrays.asList("c", null, null, null, null, null, null, Integer.MIN_VALUE, 0L, 0f, -0.0, false));
    }

    @Test
    void tellsItsSchemaStatisticsAndType() throws IOException {
        Path file = folder.resolve("segment.parquet");
        Files.write(file, TestImports.run(EVERY_TYPE, """
                Item_Id,S,I,L,F,D,B,NI,NL,NF,ND,NB
                a,x,1,2,1.5,2.5,true,-1,-2,0,-2.5,FALSE
                b,,7,,-0.5,9e9,,4,5,1,6,true
                """).datasetFile());

        assertThat(query("SELECT name, type, repetition_type, converted_type FROM parquet_schema('" + file
                        + "') LIMIT 4"))
                .containsExactly(
                        Arrays.asList("Items", null, null, null),
                        Arrays.asList("Item_Id", "BYTE_ARRAY", "REQUIRED", "UTF8"),
                        Arrays.asList("S", "BYTE_ARRAY", "OPTIONAL", "UTF8"),
                        Arrays.asList("I", "INT32", "OPTIONAL", null));
        assertThat(query(
                        "SELECT path_in_schema, stats_null_count, stats_min_value, stats_max_value FROM parquet_metadata('"
                                + file + "') WHERE path_in_schema IN ('S', 'I', 'NL', 'F', 'B')"))
                .containsExactlyInAnyOrder(
                        Arrays.asList("S", 1L, null, null),
                        Arrays.asList("I", 0L, "1", "7"),
                        Arrays.asList("F", 0L, "-0.5", "1.5"),
                        Arrays.asList("B", 1L, null, null),
                        Arrays.asList("NL", 0L, "-2", "5"));
        assertThat(query("SELECT decode(key), decode(value) FROM parquet_kv_metadata('" + file + "')"))
                .containsExactly(List.of("kindred.schema", EVERY_TYPE.toText()));
        assertThat(query("SELECT created_by FROM parquet_file_metadata('" + file + "')")
                        .getFirst()
                        .getFirst())
                .asString()
                .startsWith("kindred version ");
        assertThat(query("SELECT count(*) FROM '" + file + "' WHERE I > 1 AND NL < 6"))
                .containsExactly(List.of(1L));
    }

    @Test
    void mayHoldNoRow() throws IOException {
        var out = new ByteArrayOutputStream();
        new ParquetWriter(out, EVERY_TYPE).finish(Map.of(), "test");

        assertThat(rows(out.toByteArray())).isEmpty();
    }

    @Test
    void mayHoldColumnsOfNothingButNull() throws IOException {
        var text = new StringBuilder("ITEM_ID,GENRE,PRICE,RATING,STOCK,ADULT,PLOT\n");
        for (int i = 0; i < 50_000; i++) {
            text.append(i).append(",,,,,,\n");
        }

        var rows = rows(TestImports.run(TestImports.ITEMS, text.toString()).datasetFile());

        assertThat(rows).hasSize(50_000);
        assertThat(rows.get(49_999)).isEqualTo(Arrays.asList("49999", null, null, null, null, null, null));
    }

    /// Distinct users fall back to plain strings, items keep their dictionary, and nulls alternate with runs.
    @Test
    void holdsManyDistinctValuesInManyRowGroups() throws IOException {
        int count = 150_000;
        var text = new StringBuilder("USER_ID,ITEM_ID,EVENT_TYPE,TIMESTAMP\n");
        for (int i = 0; i < count; i++) {
            text.append("user-")
                    .append(i * 31L % 1_000_003)
                    .append(",i")
                    .append(i % 977)
                    .append(',');
            text.append(i / 100 % 3 == 0 ? "" : i % 2 == 0 ? "view" : "buy")
                    .append(',')
                    .append(i)
                    .append('\n');
        }
        byte[] bytes = text.toString().getBytes(UTF_8);

        for (int slab : new int[] {100_000, 1 << 20, 8 << 20}) {
            Path file = folder.resolve("segment.parquet");
            Files.write(
                    file,
                    TestImports.run(TestImports.INTERACTIONS, slab, 2, source("a.csv", bytes))
                            .datasetFile());

            assertThat(query(
                            "SELECT count(*), count(DISTINCT USER_ID), count(DISTINCT ITEM_ID), count(EVENT_TYPE), min(TIMESTAMP), max(TIMESTAMP) FROM '"
                                    + file + "'"))
                    .containsExactly(List.of((long) count, (long) count, 977L, 100_000L, 0L, count - 1L));
            assertThat(
                            query(
                                    "SELECT count(*) FROM '" + file
                                            + "' WHERE USER_ID = 'user-' || (TIMESTAMP * 31 % 1000003)"
                                            + " AND ITEM_ID = 'i' || (TIMESTAMP % 977) AND EVENT_TYPE IS NOT DISTINCT FROM "
                                            + "CASE WHEN TIMESTAMP // 100 % 3 = 0 THEN NULL WHEN TIMESTAMP % 2 = 0 THEN 'view' ELSE 'buy' END"))
                    .containsExactly(List.of((long) count));
            assertThat(query("SELECT count(DISTINCT row_group_id) FROM parquet_metadata('" + file + "')")
                            .getFirst()
                            .getFirst())
                    .isEqualTo(Math.ceilDiv((long) bytes.length, slab));
        }
    }

    @Test
    void holdsNullsAmongDistinctValues() throws IOException {
        int count = 60_000;
        var text = new StringBuilder("ITEM_ID,GENRE,PRICE,RATING,STOCK,ADULT,PLOT\n");
        for (int i = 0; i < count; i++) {
            text.append(i).append(',').append(i < 30_000 ? "" : "g" + i % 3).append(",,,");
            text.append(i % 7 == 0 ? "" : i)
                    .append(",,")
                    .append(i % 3 == 0 ? "" : "plot " + i)
                    .append('\n');
        }
        Path file = folder.resolve("segment.parquet");
        Files.write(file, TestImports.run(TestImports.ITEMS, text.toString()).datasetFile());

        assertThat(query("SELECT count(*) FROM '" + file + "' WHERE"
                        + " PLOT IS NOT DISTINCT FROM CASE WHEN ITEM_ID::INT % 3 <> 0 THEN 'plot ' || ITEM_ID END"
                        + " AND GENRE IS NOT DISTINCT FROM CASE WHEN ITEM_ID::INT >= 30000 THEN 'g' || (ITEM_ID::INT % 3) END"
                        + " AND STOCK IS NOT DISTINCT FROM CASE WHEN ITEM_ID::INT % 7 <> 0 THEN ITEM_ID::INT END"))
                .containsExactly(List.of((long) count));
        assertThat(query("SELECT path_in_schema, encodings FROM parquet_metadata('" + file
                        + "') WHERE path_in_schema IN ('GENRE', 'PLOT')"))
                .containsExactly(List.of("GENRE", "PLAIN, RLE, RLE_DICTIONARY"), List.of("PLOT", "PLAIN, RLE"));
    }
}
