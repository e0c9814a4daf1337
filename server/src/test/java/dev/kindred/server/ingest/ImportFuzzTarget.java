package dev.kindred.server.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Imports files that a coverage-guided fuzzer chooses: a byte for the kind of file, a byte for the size of slabs, and
/// the rows.
public final class ImportFuzzTarget {

    private static final byte[] HEADER = "ITEM_ID,GENRE,PRICE,RATING,STOCK,ADULT,PLOT\n".getBytes(US_ASCII);

    private ImportFuzzTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (input.length < 2) {
            return;
        }
        var file = new ByteArrayOutputStream();
        boolean hasHeader = (input[0] & 1) == 0;
        if (hasHeader) {
            file.write(HEADER);
        }
        file.write(input, 2, input.length - 2);
        boolean isGzip = (input[0] & 6) == 6;
        new CsvImport(ImportRules.STANDARD, Runnable::run, 1, 1 + (input[1] & 0xFF))
                .run(
                        TestImports.ITEMS,
                        List.of(TestImports.source(isGzip ? "a.csv.gz" : "a.csv", file.toByteArray())),
                        OutputStream.nullOutputStream(),
                        IngestProgress.UNWATCHED,
                        () -> false);
    }
}
