package dev.kindred.server.ingest;

import static dev.kindred.server.ingest.TestImports.ITEMS;
import static dev.kindred.server.ingest.TestImports.imported;
import static dev.kindred.server.ingest.TestImports.rows;
import static dev.kindred.server.ingest.TestImports.source;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.schema.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/// Properties of any CSV: rows are read as they were written, in any quoting, and an import never fails
/// unexpectedly on any bytes.
final class CsvImportPropertiesTest {

    @Property(tries = 20)
    void rowsComeBackAsTheyWere(@ForAll long seed, @ForAll @IntRange(max = 60) int count) throws IOException {
        importAndRead(seed, count);
    }

    @Property(tries = 150)
    @Tag("nightly")
    void rowsComeBackAsTheyWereManyMoreTimes(@ForAll long seed, @ForAll @IntRange(max = 60) int count)
            throws IOException {
        importAndRead(seed, count);
    }

    private static void importAndRead(long seed, int count) throws IOException {
        var random = new Random(seed);
        List<List<@Nullable Object>> expected = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            expected.add(randomRow(random));
        }
        byte[] csv = write(expected, random).getBytes(UTF_8);

        var small = TestImports.run(ITEMS, 1 + random.nextInt(200), 1 + random.nextInt(3), source("a.csv", csv));
        var large = TestImports.run(ITEMS, CsvImport.SLAB_BYTES, 2, source("a.csv", csv));

        assertThat(imported(small).rows()).isEqualTo(expected.size());
        assertThat(rows(small.datasetFile())).isEqualTo(expected);
        assertThat(rows(large.datasetFile())).isEqualTo(expected);
    }

    @Property(tries = 800)
    void noBytesBringAnImportDown(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        byte[] bytes = mutated(random, true);

        var small = TestImports.run(ITEMS, 1 + random.nextInt(60), 2, source("a.csv", bytes))
                .result();
        var large = TestImports.run(ITEMS, 1 << 16, 2, source("a.csv", bytes)).result();
        TestImports.run(ITEMS, 1 << 16, 2, source("a.csv.gz", bytes));

        if (large instanceof ImportResult.Imported imported) {
            assertThat(small).isInstanceOf(ImportResult.Imported.class);
            assertThat(((ImportResult.Imported) small).rows()).isEqualTo(imported.rows());
            assertThat(((ImportResult.Imported) small).warnings()).isEqualTo(imported.warnings());
        } else {
            assertThat(small).isEqualTo(large);
        }
    }

    /// The end of a record depends only on its bytes, even if the record exceeds the limits.
    @Property(tries = 400)
    void whereAFileIsCutChangesNothing(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        byte[] bytes = mutated(random, false);
        var rules = new ImportRules(256, 256, 1_000, 20_000, 80 + random.nextInt(40), 0);

        var small = run(rules, 1 + random.nextInt(60), bytes);
        var large = run(rules, 1 << 16, bytes);

        if (large instanceof ImportResult.Refused) {
            assertThat(small).isEqualTo(large);
        } else {
            assertThat(small).isInstanceOf(ImportResult.Imported.class);
        }
    }

    private static ImportResult run(ImportRules rules, int slabBytes, byte[] bytes) throws IOException {
        return new CsvImport(rules, TestImports.WORKERS, 2, slabBytes)
                .run(
                        ITEMS,
                        List.of(source("a.csv", bytes)),
                        OutputStream.nullOutputStream(),
                        IngestProgress.UNWATCHED,
                        () -> false);
    }

    private static List<@Nullable Object> randomRow(Random random) {
        return Arrays.asList(
                "id" + RandomTexts.next(random),
                orNull(random, () -> "g" + RandomTexts.next(random)),
                orNull(random, () -> random.nextInt(4) == 0 ? (float) random.nextGaussian() : random.nextInt(999) / 8f),
                orNull(
                        random,
                        () -> random.nextInt(4) == 0 ? random.nextGaussian() * 1e30 : random.nextInt(99999) / 64d),
                orNull(random, random::nextInt),
                orNull(random, random::nextBoolean),
                orNull(random, () -> "p" + RandomTexts.next(random)));
    }

    private static @Nullable Object orNull(Random random, java.util.function.Supplier<Object> value) {
        return random.nextInt(4) == 0 ? null : value.get();
    }

    private static String write(List<List<@Nullable Object>> rows, Random random) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < ITEMS.columns().size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        var csv = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
        for (int i = 0; i <= order.size(); i++) {
            csv.append(i == 0 ? "" : ",");
            Column column = ITEMS.columns().get(order.get(Math.min(i, order.size() - 1)));
            csv.append(
                    i == order.size() ? "extra" : random.nextBoolean() ? column.name() : " \"" + column.name() + "\" ");
        }
        csv.append(random.nextBoolean() ? "\n" : "\r\n");
        for (int i = 0; i < rows.size(); i++) {
            for (int column : order) {
                csv.append(cell(rows.get(i).get(column), random)).append(',');
            }
            csv.append("x");
            boolean isLast = i == rows.size() - 1;
            csv.append(isLast && random.nextBoolean() ? "" : random.nextBoolean() ? "\n" : "\r\n");
            csv.append(random.nextInt(10) == 0 && !isLast ? "\n" : "");
        }
        return csv.toString();
    }

    private static String cell(@Nullable Object value, Random random) {
        if (value == null) {
            return random.nextInt(3) == 0 ? "\"\"" : "";
        }
        String text = value.toString();
        boolean needsQuotes = text.matches("(?s)\".*|.*[,\n\r].*");
        return needsQuotes || random.nextBoolean() ? quoted(text, random) : text;
    }

    /// Escapes the characters that need it in one of the permitted ways, and optionally other backslashes.
    private static String quoted(String text, Random random) {
        var cell = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : '"';
            if (c == '"') {
                cell.append(random.nextBoolean() ? '"' : '\\');
            } else if (c == '\\' && (next == '"' || next == '\\' || random.nextBoolean())) {
                cell.append('\\');
            }
            cell.append(c);
        }
        return cell.append('"').toString();
    }

    /// Returns a valid file with some bytes changed, duplicated or removed, or random bytes.
    ///
    /// @param anyBytes whether the bytes may be malformed UTF-8
    private static byte[] mutated(Random random, boolean anyBytes) {
        if (anyBytes && random.nextInt(10) == 0) {
            byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            return bytes;
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            rows.add(randomRow(random));
        }
        var out = new ByteArrayOutputStream();
        int rarity = 5 + random.nextInt(400);
        for (byte b : write(rows, random).getBytes(UTF_8)) {
            int dice = random.nextInt(rarity);
            if (dice == 0 && (b >= 0 || anyBytes)) {
                out.write(
                        anyBytes && random.nextBoolean() ? random.nextInt(256) : ",\"\\\r\n".charAt(random.nextInt(5)));
            } else if (dice != 1 || (b < 0 && !anyBytes)) {
                out.write(b);
                if (dice == 2 && (b >= 0 || anyBytes)) {
                    out.write(b);
                }
            }
        }
        return out.toByteArray();
    }
}
