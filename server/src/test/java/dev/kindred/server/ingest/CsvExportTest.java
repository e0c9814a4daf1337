package dev.kindred.server.ingest;

import static dev.kindred.server.ingest.TestImports.ITEMS;
import static dev.kindred.server.ingest.TestImports.imported;
import static dev.kindred.server.ingest.TestImports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.schema.DatasetType;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvExportTest {

    private static final String HEADER = "ITEM_ID,GENRE,PRICE,RATING,STOCK,ADULT,PLOT\n";

    @Property(tries = 12)
    void whatIsExportedIsImportedToTheSame(@ForAll long seed) throws IOException {
        exportAndImport(seed);
    }

    @Property(tries = 100)
    @Tag("nightly")
    void whatIsExportedIsImportedToTheSameManyMoreTimes(@ForAll long seed) throws IOException {
        exportAndImport(seed);
    }

    /// An import of an export has the same rows, for any texts. DuckDB reads the same rows with a backslash as
    /// the escape character.
    private static void exportAndImport(long seed) throws IOException {
        var random = new Random(seed);
        var lines = new ArrayList<String>();
        for (int row = 0; row < 20; row++) {
            lines.add(Arrays.asList(
                            "id" + row + RandomTexts.next(random),
                            RandomTexts.next(random),
                            random.nextBoolean() ? null : (Object) (float) random.nextGaussian(),
                            random.nextBoolean() ? null : (Object) (random.nextGaussian() * 1e300),
                            random.nextBoolean() ? null : (Object) random.nextInt(),
                            random.nextBoolean() ? null : (Object) random.nextBoolean(),
                            RandomTexts.next(random))
                    .stream()
                    .map(CsvExport::cell)
                    .collect(Collectors.joining(",")));
        }
        var first = TestImports.run(ITEMS, HEADER + String.join("\n", lines) + "\n");
        imported(first);

        var exported = exported(first.datasetFile());

        assertThat(rows(TestImports.run(ITEMS, exported).datasetFile())).isEqualTo(rows(first.datasetFile()));
        assertThat(readByDuckDb(exported)).isEqualTo(readByDuckDb(first.datasetFile()));
    }

    private static List<List<Object>> readByDuckDb(byte[] datasetFile) throws IOException {
        var file = Files.createTempFile("segment", ".parquet");
        try {
            return TestImports.query("SELECT \"ITEM_ID\", \"GENRE\", \"PLOT\" FROM read_parquet('%s')"
                    .formatted(Files.write(file, datasetFile)));
        } finally {
            Files.delete(file);
        }
    }

    private static List<List<Object>> readByDuckDb(String csv) throws IOException {
        var file = Files.createTempFile("export", ".csv");
        try {
            return TestImports.query("""
                    SELECT "ITEM_ID", "GENRE", "PLOT" FROM read_csv('%s', header = true, quote = '"', escape = '\\',
                        all_varchar = true, auto_detect = false, delim = ',', columns = {'ITEM_ID': 'VARCHAR',
                        'GENRE': 'VARCHAR', 'PRICE': 'VARCHAR', 'RATING': 'VARCHAR', 'STOCK': 'VARCHAR',
                        'ADULT': 'VARCHAR', 'PLOT': 'VARCHAR'})""".formatted(Files.writeString(file, csv)));
        } finally {
            Files.delete(file);
        }
    }

    private static String exported(byte[] datasetFile) throws IOException {
        var folder = Files.createTempDirectory("export");
        try {
            Path file = Files.write(folder.resolve("segment.parquet"), datasetFile);
            var out = new StringWriter();
            var columns = ITEMS.columns().stream()
                    .map(column -> DuckSql.name(column.name()))
                    .toList();
            new CsvExport(folder, 64 << 20, 1)
                    .write(
                            new CsvExport.Rows(
                                    ITEMS,
                                    DatasetType.ITEMS,
                                    "SELECT " + String.join(", ", columns) + " FROM "
                                            + DuckSql.datasetFiles(List.of(file))),
                            out,
                            () -> false);
            return out.toString();
        } finally {
            Folders.delete(folder);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '`',
            value = {
                "a→a",
                "a,b→\"a,b\"",
                "\"a→\"\\\"a\"",
                "a\"b→a\"b",
                "a\\→a\\",
                "a,\\→\"a,\\\\\"",
                "a,\\\"b→\"a,\\\\\\\"b\"",
                " a→\" a\"",
                "a\u00a0→\"a\u00a0\"",
            })
    void aCellIsQuotedWhereItMustBe(String value, String cell) {
        assertThat(CsvExport.cell(value)).isEqualTo(cell);
    }

    @Test
    void nullIsAnEmptyCellAndALineBreakStandsBetweenQuotes() {
        assertThat(CsvExport.cell(null)).isEmpty();
        assertThat(CsvExport.cell("two\r\nlines")).isEqualTo("\"two\r\nlines\"");
    }
}
