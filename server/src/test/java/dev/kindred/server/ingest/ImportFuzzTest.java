package dev.kindred.server.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.server.fuzz.Fuzzer;
import dev.kindred.server.fuzz.HostileBytes;
import dev.kindred.server.fuzz.HostileText;
import dev.kindred.server.schema.AvroSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// CSV files that are almost valid, alone and inside gzip, through the import.
class ImportFuzzTest {

    private static final int FILES = 30_000;

    private static final List<AvroSchema> SCHEMAS = List.of(TestImports.INTERACTIONS, TestImports.ITEMS);
    private static final List<String> CELLS = List.of(
            "",
            "u1",
            "i1",
            "1700000000",
            "0.5",
            "1e400",
            "-1e-400",
            "9223372036854775808",
            "2147483648",
            "NaN",
            "true",
            "TRUE",
            "\"a\"",
            "\"a\"\"b\"",
            "\"a\\\"b\"",
            "\"a\nb\"",
            "\"",
            "\"\"\"",
            "\"a\"b",
            "a\"b\"",
            "\\",
            "|",
            "a|b|",
            " ",
            "\0",
            "\ufeff",
            "é",
            "\ud83d\ude00",
            "\ud800",
            "1".repeat(60),
            "a".repeat(257),
            "a|".repeat(600));
    private static final List<String> LINE_ENDS = List.of("\n", "\n", "\n", "\r\n", "\r", "\n\n", "\n\r\n", "");

    @Test
    void everyFileIsImportedOrReported() {
        Fuzzer.run("csv", FILES, List.of(), random -> {
            var schema = SCHEMAS.get(random.nextInt(SCHEMAS.size()));
            byte[] file = file(schema, random);
            boolean isGzip = random.nextInt(6) == 0;
            run(
                    schema,
                    1 + random.nextInt(400),
                    TestImports.source(isGzip ? "a.csv.gz" : "a.csv", isGzip ? gzip(file, random) : file),
                    random);
        });
    }

    private static void run(AvroSchema schema, int slabBytes, CsvSource source, Random random) throws IOException {
        var rules = random.nextInt(3) == 0 ? new ImportRules(256, 256, 1_000, 20_000, 120, 0) : ImportRules.STANDARD;
        var result = new CsvImport(rules, Runnable::run, 1, slabBytes)
                .run(schema, List.of(source), OutputStream.nullOutputStream(), IngestProgress.UNWATCHED, () -> false);
        switch (result) {
            case ImportResult.Imported imported ->
                imported.warnings().forEach(warning -> Fuzzer.requireMessage("csv", 0, warning.toString()));
            case ImportResult.Refused refused ->
                Fuzzer.requireMessage("csv", 0, refused.report().toString());
            case ImportResult.Stopped _ -> throw new IllegalStateException("nobody stopped the import");
        }
    }

    private static byte[] file(AvroSchema schema, Random random) {
        var hostile = new HostileText(random);
        var text = new StringBuilder(random.nextInt(8) == 0 ? "\ufeff" : "");
        for (var column : schema.columns()) {
            if (random.nextInt(24) > 0) {
                text.append(text.length() < 2 ? "" : ",")
                        .append(random.nextInt(16) == 0 ? hostile.pick(CELLS) : column.name());
            }
        }
        for (int row = random.nextInt(6); row >= 0; row--) {
            text.append(hostile.pick(LINE_ENDS));
            int width = random.nextInt(10) == 0
                    ? random.nextInt(12)
                    : schema.columns().size();
            for (int i = 0; i < width; i++) {
                text.append(i == 0 ? "" : ",").append(hostile.pick(CELLS));
            }
        }
        byte[] bytes = text.toString().getBytes(random.nextInt(20) == 0 ? ISO_8859_1 : UTF_8);
        return random.nextInt(3) == 0 ? HostileBytes.damaged(bytes, random) : bytes;
    }

    private static byte[] gzip(byte[] text, Random random) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int member = random.nextInt(3); member >= 0; member--) {
            try (var gzip = new GZIPOutputStream(bytes)) {
                gzip.write(text);
            }
        }
        return random.nextBoolean() ? bytes.toByteArray() : HostileBytes.damaged(bytes.toByteArray(), random);
    }
}
