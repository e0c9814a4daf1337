package dev.kindred.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LatestRowsTest {

    private static final AvroSchema NARROW = AvroSchema.parse("""
            {"type":"record","name":"Items","fields":[{"name":"ITEM_ID","type":"string"},{"name":"PRICE","type":["null","int"]}]}""");
    private static final AvroSchema WIDE = AvroSchema.parse("""
            {"type":"record","name":"Items","fields":[{"name":"COLOR","type":["null","string"]},
             {"name":"ITEM_ID","type":"string"},{"name":"PRICE","type":["null","int"]},{"name":"WEIGHT","type":["null","float"]}]}""");

    @TempDir
    private Path folder;

    @Test
    void keepTheLastRowOfTheNewestDatasetFileForEachId() throws IOException {
        var first = datasetFile("first", NARROW, "ITEM_ID,PRICE\na,1\nb,2\na,3\nc,4\n");
        var second = datasetFile("second", NARROW, "ITEM_ID,PRICE\nb,\nd,6\nd,7\n");

        assertThat(TestImports.query(
                        LatestRows.query(NARROW, DatasetType.ITEMS, List.of(first, second)) + " ORDER BY 1"))
                .containsExactly(
                        Arrays.asList("a", 3), Arrays.asList("b", null), Arrays.asList("c", 4), Arrays.asList("d", 7));
    }

    @Test
    void haveTheColumnsOfAWiderSchema() throws IOException {
        var narrow = datasetFile("narrow", NARROW, "ITEM_ID,PRICE\na,1\n");

        assertThat(TestImports.query(LatestRows.query(WIDE, DatasetType.ITEMS, List.of(narrow))))
                .containsExactly(Arrays.asList(null, "a", 1, null));
        assertThat(TestImports.query(LatestRows.query(WIDE, DatasetType.ITEMS, List.of())))
                .isEmpty();
    }

    @Test
    void areFoundWhateverTheColumnsAreCalled() throws IOException {
        var schema = AvroSchema.parse("""
                {"type":"record","name":"Items","fields":[{"name":"ITEM_ID","type":"string"},
                 {"name":"FILE_ROW_NUMBER","type":"int"},{"name":"PLACE","type":"string"},{"name":"SOURCE","type":"int"}]}""");
        var datasetFile =
                datasetFile("named", schema, "ITEM_ID,FILE_ROW_NUMBER,PLACE,SOURCE\na,5,here,1\na,3,there,2\n");

        assertThat(TestImports.query(LatestRows.query(schema, DatasetType.ITEMS, List.of(datasetFile))))
                .containsExactly(List.of("a", 3, "there", 2));
    }

    @Test
    void areNotForEvents() {
        assertThatThrownBy(() -> LatestRows.query(TestImports.INTERACTIONS, DatasetType.INTERACTIONS, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Path datasetFile(String name, AvroSchema schema, String csv) throws IOException {
        return Files.write(
                folder.resolve(name + ".parquet"), TestImports.run(schema, csv).datasetFile());
    }
}
