package dev.kindred.server.ingest;

import static dev.kindred.server.ingest.TestImports.INTERACTIONS;
import static dev.kindred.server.ingest.TestImports.imported;
import static dev.kindred.server.ingest.TestImports.refused;
import static dev.kindred.server.ingest.TestImports.rows;
import static dev.kindred.server.ingest.TestImports.source;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class CsvImportTest {

    private static final String HEADER = "USER_ID,ITEM_ID,EVENT_TYPE,TIMESTAMP\n";

    @Test
    void writesTheSameDatasetFileWhateverTheWorkers() throws IOException {
        byte[] bytes = lines(20_000).getBytes(UTF_8);

        byte[] alone =
                TestImports.run(INTERACTIONS, 10_000, 1, source("a.csv", bytes)).datasetFile();

        assertThat(TestImports.run(INTERACTIONS, 10_000, 3, source("a.csv", bytes))
                        .datasetFile())
                .isEqualTo(alone);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 64, 1_000, 100_000})
    void readsTheSameRowsWhateverTheSlabs(int slabBytes) throws IOException {
        byte[] bytes = lines(300).getBytes(UTF_8);

        var outcome = TestImports.run(INTERACTIONS, slabBytes, 2, source("a.csv", bytes));

        assertThat(rows(outcome.datasetFile()))
                .isEqualTo(rows(TestImports.run(INTERACTIONS, lines(300)).datasetFile()));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1 << 16, 8 << 20})
    void refusesALineThatIsTooLongAndReadsOn(int slabBytes) throws IOException {
        String text = HEADER + "u1,i1,view,1\nu2,\"" + "x".repeat(5 << 20) + "\",view,1\nu3,i3,view,x\n";

        var report = refused(TestImports.run(INTERACTIONS, slabBytes, 2, source("a.csv", text.getBytes(UTF_8))));

        assertThat(report.totalRows()).isEqualTo(3);
        assertThat(report.badRows()).isEqualTo(2);
        assertThat(report.rowProblems())
                .containsExactly(
                        new RowProblem(
                                "a.csv",
                                3,
                                "",
                                "u2,\"" + "x".repeat(36),
                                "a line of at most 4,194,304 bytes (is a quote missing?)"),
                        new RowProblem("a.csv", 4, "TIMESTAMP", "x", "a whole number"));
    }

    @Test
    void refusesALongFileWithoutLineEnds() throws IOException {
        var report = refused(TestImports.run(INTERACTIONS, 1 << 16, 2, source("a.csv", new byte[5 << 20])));

        assertThat(report.fileProblems().getFirst().message()).startsWith("The first line is too long for a header");
    }

    @Test
    void readsEveryMemberOfAGzipFile() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (String part : List.of(HEADER, "u1,i1,view,1\n", "u2,i2,view,2\n")) {
            try (var gzip = new GZIPOutputStream(bytes)) {
                gzip.write(part.getBytes(UTF_8));
            }
        }
        var slow = new CsvSource("a.csv.gz", bytes.size(), true, () -> new Trickle(bytes.toByteArray(), 7));

        assertThat(imported(TestImports.run(INTERACTIONS, 100, 2, slow)).rows()).isEqualTo(2);
    }

    @Test
    void tellsABrokenGzipFileFromABrokenStream() throws IOException {
        var whole = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(whole)) {
            gzip.write(lines(5_000).getBytes(UTF_8));
        }
        byte[] half = java.util.Arrays.copyOf(whole.toByteArray(), whole.size() / 2);

        var report = refused(TestImports.run(INTERACTIONS, 1_000, 2, source("a.csv.gz", half)));
        assertThat(report.summary())
                .startsWith("a.csv.gz: The file is cut: it ends at byte %,d, and gzip member 1 is not whole."
                        .formatted(half.length));

        var broken = new CsvSource("a.csv.gz", whole.size(), true, () -> new ByteArrayInputStream(half));
        assertThatThrownBy(() -> TestImports.run(INTERACTIONS, 1_000, 2, broken))
                .isInstanceOf(IOException.class);
    }

    @Test
    void importsNothingOfAFolderWithADamagedGzipFile() throws IOException {
        var first = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(first)) {
            gzip.write((HEADER + "u1,i1,view,1\n").getBytes(UTF_8));
        }
        var second = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(second)) {
            gzip.write("u2,i2,view,2\n".getBytes(UTF_8));
        }
        var tails = List.of(
                java.util.Arrays.copyOf(second.toByteArray(), 1),
                java.util.Arrays.copyOf(second.toByteArray(), 5),
                java.util.Arrays.copyOf(second.toByteArray(), second.size() - 1),
                "hello".getBytes(UTF_8));
        for (byte[] tail : tails) {
            var file = new ByteArrayOutputStream();
            file.writeBytes(first.toByteArray());
            file.writeBytes(tail);

            var outcome = TestImports.run(
                    INTERACTIONS,
                    CsvImport.SLAB_BYTES,
                    2,
                    source("a.csv", lines(10).getBytes(UTF_8)),
                    source("B.CSV.GZ", file.toByteArray()),
                    source("c.csv", lines(10).getBytes(UTF_8)));

            assertThat(refused(outcome).fileProblems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.file()).isEqualTo("B.CSV.GZ"))
                    .extracting(FileProblem::message)
                    .asString()
                    .contains("gzip member 2")
                    .matches(".* byte [0-9]+.*");
        }
    }

    @Test
    void readsOnToCountEveryBadRowButWritesNoMore() throws IOException {
        var text = new StringBuilder(HEADER);
        for (int i = 0; i < 20_000; i++) {
            text.append("u,i,view,").append(i % 4 == 3 ? "x" : "1").append('\n');
        }

        var outcome = TestImports.run(
                INTERACTIONS, 1_000, 2, source("a.csv", text.toString().getBytes(UTF_8)));

        var report = refused(outcome);
        assertThat(report.totalRows()).isEqualTo(20_000);
        assertThat(report.badRows()).isEqualTo(5_000);
        assertThat(report.rowProblems())
                .hasSize(20)
                .first()
                .extracting(RowProblem::line)
                .isEqualTo(5L);
        assertThat(report.summary())
                .startsWith("5,000 of 20,000 rows do not conform to the schema; nothing was imported. First problems: "
                        + "a.csv line 5, TIMESTAMP: \"x\", expected a whole number; a.csv line 9, ");
        assertThat(outcome.datasetFile().length).isLessThan(100);
    }

    @Test
    void asksForTheMinimumOfRowsWhereThereIsOne() throws IOException {
        var rules = ImportRules.STANDARD.withMinimumRows(1_000);

        var few = run(rules, INTERACTIONS, lines(999));

        assertThat(few).isInstanceOf(ImportResult.Refused.class);
        assertThat(((ImportResult.Refused) few).report().summary())
                .isEqualTo("The import has 999 interactions; at least 1,000 are required.");
        assertThat(run(rules, INTERACTIONS, lines(1_000))).isInstanceOf(ImportResult.Imported.class);
        assertThat(run(rules, TestImports.ITEMS, "ITEM_ID,GENRE,PRICE,RATING,STOCK,ADULT,PLOT\na,,,,,,\n"))
                .isInstanceOf(ImportResult.Imported.class);
    }

    @Test
    void refusesToImportNothing() throws IOException {
        assertThat(refused(TestImports.run(INTERACTIONS, 1_000, 2)).summary()).isEqualTo("There is no file to import.");
    }

    @Test
    void tellsItsProgress() throws IOException {
        byte[] bytes = lines(1_000).getBytes(UTF_8);
        List<Long> seenBytes = new ArrayList<>();
        List<Long> seenRows = new ArrayList<>();

        newImport(TestImports.WORKERS)
                .run(
                        INTERACTIONS,
                        List.of(source("a.csv", bytes), source("b.csv", bytes)),
                        OutputStream.nullOutputStream(),
                        (read, rows) -> {
                            seenBytes.add(read);
                            seenRows.add(rows);
                        },
                        () -> false);

        assertThat(seenBytes).isSorted().endsWith(2L * bytes.length).hasSizeGreaterThan(10);
        assertThat(seenRows).isSorted().endsWith(2_000L);
    }

    @Test
    void stopsSoonWhenAskedTo() throws IOException {
        var reads = new AtomicInteger();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("reads in bulk");
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                byte[] text = (reads.getAndIncrement() == 0 ? HEADER : "u,i,view,1\n").getBytes(UTF_8);
                System.arraycopy(text, 0, bytes, from, Math.min(length, text.length));
                return Math.min(length, text.length);
            }
        };

        var result = newImport(TestImports.WORKERS)
                .run(
                        INTERACTIONS,
                        List.of(new CsvSource("endless", Long.MAX_VALUE, false, () -> endless)),
                        OutputStream.nullOutputStream(),
                        IngestProgress.UNWATCHED,
                        () -> reads.get() > 1_000);

        assertThat(result).isEqualTo(new ImportResult.Stopped());
        assertThat(reads).hasValueLessThan(1_010);
    }

    @Test
    void stopsWhenInterrupted() throws IOException {
        Thread.currentThread().interrupt();

        var result = run(ImportRules.STANDARD, INTERACTIONS, lines(20_000));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result).isEqualTo(new ImportResult.Stopped());
    }

    @Test
    void passesOnWhatAStreamThrows() {
        var failing = new CsvSource(
                "a.csv",
                1_000_000,
                false,
                () -> new FilterInputStream(
                        new ByteArrayInputStream(lines(1_000).getBytes(UTF_8))) {
                    @Override
                    public int read(byte[] bytes, int from, int length) throws IOException {
                        int count = super.read(bytes, from, length);
                        if (count < 0) {
                            throw new IOException("connection reset");
                        }
                        return count;
                    }
                });
        assertThatThrownBy(() -> TestImports.run(INTERACTIONS, 1_000, 2, failing))
                .hasMessage("connection reset");

        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (length > 100) {
                    throw new IOException("no space left");
                }
            }
        };
        assertThatThrownBy(() -> newImport(TestImports.WORKERS)
                        .run(
                                INTERACTIONS,
                                List.of(source("a.csv", lines(1_000).getBytes(UTF_8))),
                                full,
                                IngestProgress.UNWATCHED,
                                () -> false))
                .hasMessage("no space left");
    }

    @Test
    void surfacesWhatAWorkerThrows() {
        try (var lane = new SlabWorker(
                INTERACTIONS, DatasetType.INTERACTIONS, ImportRules.STANDARD, 1_000, new AtomicBoolean())) {
            int[] beyondTheSchema = {99};

            lane.start(0, beyondTheSchema, TestImports.WORKERS);

            assertThatThrownBy(lane::await)
                    .isInstanceOf(IllegalStateException.class)
                    .hasCauseInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void doesTheWorkItselfWhereNoWorkerBegins() {
        assertThat(importWith(_ -> {})).isInstanceOf(ImportResult.Imported.class);
    }

    @Test
    void goesOnWithoutWorkers() {
        Executor closed = task -> {
            throw new RejectedExecutionException("closed");
        };

        assertThat(importWith(closed)).isInstanceOf(ImportResult.Imported.class);
    }

    @Test
    void doesNotStallInAPoolThatIsFullOfImports() throws Exception {
        try (var pool = Executors.newFixedThreadPool(1)) {
            assertThat(pool.submit(() -> importWith(pool)).get()).isInstanceOf(ImportResult.Imported.class);
        }
    }

    private static ImportResult importWith(Executor workers) {
        try {
            return newImport(workers)
                    .run(
                            INTERACTIONS,
                            List.of(source("a.csv", lines(2_000).getBytes(UTF_8))),
                            OutputStream.nullOutputStream(),
                            IngestProgress.UNWATCHED,
                            () -> false);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static CsvImport newImport(Executor workers) {
        return new CsvImport(ImportRules.STANDARD, workers, 2, 1_000);
    }

    private static ImportResult run(ImportRules rules, AvroSchema schema, String text) throws IOException {
        return new CsvImport(rules, TestImports.WORKERS, 2, 1_000)
                .run(
                        schema,
                        List.of(source("a.csv", text.getBytes(UTF_8))),
                        OutputStream.nullOutputStream(),
                        IngestProgress.UNWATCHED,
                        () -> false);
    }

    private static String lines(int count) {
        var text = new StringBuilder(HEADER);
        for (int i = 0; i < count; i++) {
            text.append('u').append(i % 1_000).append(",\"i").append(i % 77).append("\",");
            text.append(i % 5 == 0 ? "" : "view").append(',').append(i).append('\n');
        }
        return text.toString();
    }

    /// A stream that returns a few bytes at a time and never has any available.
    private static final class Trickle extends FilterInputStream {
        private final int most;

        Trickle(byte[] bytes, int most) {
            super(new ByteArrayInputStream(bytes));
            this.most = most;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return super.read(bytes, from, Math.min(most, length));
        }

        @Override
        public int available() {
            return 0;
        }
    }
}
