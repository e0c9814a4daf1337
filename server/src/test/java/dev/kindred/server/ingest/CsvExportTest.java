package dev.kindred.server.ingest;

import static dev.kindred.server.ingest.TestImports.ITEMS;
import static dev.kindred.server.ingest.TestImports.imported;
import static dev.kindred.server.ingest.TestImports.rows;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvExportTest {

    private static final String[] PIECES = {
        "a", "Z", "7", " ", ",", "\"", "é", "日", "😀", "|", "'", ";", "\t", "\\", "\\,", "comedy", "\0"
    };

    /// What is exported is imported to the same rows, whatever is in them.
    @Property(tries = 40)
    void whatIsExportedIsImportedToTheSame(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        var lines = new ArrayList<String>();
        for (int row = 0; row < 20; row++) {
            lines.add(Arrays.asList(
                            "id" + row + text(random),
                            text(random),
                            random.nextBoolean() ? null : (Object) (float) random.nextGaussian(),
                            random.nextBoolean() ? null : (Object) (random.nextGaussian() * 1e300),
                            random.nextBoolean() ? null : (Object) random.nextInt(),
                            random.nextBoolean() ? null : (Object) random.nextBoolean(),
                            text(random))
                    .stream()
                    .map(CsvExport::cell)
                    .collect(Collectors.joining(",")));
        }
        var first = TestImports.run(ITEMS, HEADER + String.join("\n", lines) + "\n");
        imported(first);

        var exported = exported(first.segment());

        assertThat(rows(TestImports.run(ITEMS, exported).segment())).isEqualTo(rows(first.segment()));
        assertThat(exported.lines().count()).isEqualTo(21);
    }

    private static final String HEADER = "ITEM_ID,GENRE,PRICE,RATING,STOCK,ADULT,PLOT\n";

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static String exported(byte[] segment) throws IOException {
        var folder = Files.createTempDirectory("export");
        try {
            Path file = Files.write(folder.resolve("segment.parquet"), segment);
            var out = new StringWriter();
            var columns = ITEMS.columns().stream()
                    .map(column -> Sql.name(column.name()))
                    .toList();
            new CsvExport(folder, 64 << 20, 1)
                    .write(
                            ITEMS,
                            "SELECT " + String.join(", ", columns) + " FROM " + Sql.segments(List.of(file)),
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
                "\"a→\"\"\"a\"",
                "a\"b→a\"b",
                "a\\→a\\",
                "a,\\→\"a,\\ \"",
                "a,\\\"b→\"a,\\ \"\"b\""
            })
    void aCellIsQuotedWhereItMustBe(String value, String cell) {
        assertThat(CsvExport.cell(value)).isEqualTo(cell);
    }

    @Test
    void nullIsAnEmptyCellAndALineBreakASpace() {
        assertThat(CsvExport.cell(null)).isEmpty();
        assertThat(CsvExport.cell("two\r\nlines")).isEqualTo("two  lines");
    }
}
