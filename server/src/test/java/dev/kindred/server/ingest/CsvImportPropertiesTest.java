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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/// What holds for any CSV: rows come back as they were, however they were written; and no bytes bring an import down.
final class CsvImportPropertiesTest {

    private static final String[] PIECES = {
        "a", "Z", "7", " ", ",", "\"", "\\", "\\n", "é", "日", "😀", "|", "'", ";", "\t", "comedy", "12345678", "\0"
    };

    @Property(tries = 60)
    void rowsComeBackAsTheyWere(@ForAll long seed, @ForAll @IntRange(max = 60) int count) throws IOException {
        var random = new Random(seed);
        List<List<@Nullable Object>> expected = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            expected.add(randomRow(random));
        }
        byte[] csv = write(expected, random).getBytes(UTF_8);

        var small = TestImports.run(ITEMS, 1 + random.nextInt(200), 1 + random.nextInt(3), source("a.csv", csv));
        var large = TestImports.run(ITEMS, CsvImport.SLAB_BYTES, 2, source("a.csv", csv));

        assertThat(imported(small).rows()).isEqualTo(expected.size());
        assertThat(rows(small.segment())).isEqualTo(expected);
        assertThat(rows(large.segment())).isEqualTo(expected);
    }

    @Property(tries = 800)
    void noBytesBringAnImportDown(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        byte[] bytes = mutated(random);

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

    private static List<@Nullable Object> randomRow(Random random) {
        return Arrays.asList(
                "id" + randomText(random),
                orNull(random, () -> "g" + randomText(random)),
                orNull(random, () -> random.nextInt(4) == 0 ? (float) random.nextGaussian() : random.nextInt(999) / 8f),
                orNull(
                        random,
                        () -> random.nextInt(4) == 0 ? random.nextGaussian() * 1e30 : random.nextInt(99999) / 64d),
                orNull(random, random::nextInt),
                orNull(random, random::nextBoolean),
                orNull(random, () -> "p" + randomText(random)));
    }

    private static @Nullable Object orNull(Random random, java.util.function.Supplier<Object> value) {
        return random.nextInt(4) == 0 ? null : value.get();
    }

    private static String randomText(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        // A backslash before a quote, or at the end of a quoted cell, is an escape: no text can hold it there.
        return text.toString().replace("\\\"", "\\ \"").replaceAll("\\\\$", "\\\\.");
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
        boolean needsQuotes = text.contains(",") || text.startsWith("\"");
        if (!needsQuotes && random.nextBoolean()) {
            return text;
        }
        return '"' + text.replace("\"", random.nextBoolean() ? "\"\"" : "\\\"") + '"';
    }

    /// A valid file with some bytes changed, doubled or left out; or bytes of no kind at all.
    private static byte[] mutated(Random random) {
        if (random.nextInt(10) == 0) {
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
            if (dice == 0) {
                out.write(random.nextBoolean() ? random.nextInt(256) : ",\"\\\r\n".charAt(random.nextInt(5)));
            } else if (dice != 1) {
                out.write(b);
                if (dice == 2) {
                    out.write(b);
                }
            }
        }
        return out.toByteArray();
    }
}
