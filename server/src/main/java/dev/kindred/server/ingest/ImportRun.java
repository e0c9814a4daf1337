package dev.kindred.server.ingest;

import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One running import. Only the workers' parsing and encoding happens outside the importing thread.
final class ImportRun implements AutoCloseable {

    private static final String CREATED_BY = "kindred version 0.1.0";

    private final AvroSchema schema;
    private final DatasetType type;
    private final ImportRules rules;
    private final ParquetWriter writer;
    private final IngestProgress progress;
    private final BooleanSupplier stopped;
    private final Executor workers;
    private final Findings findings;
    private final AtomicBoolean refused = new AtomicBoolean();
    private final Deque<SlabWorker> free = new ArrayDeque<>();
    private final Deque<SlabWorker> working = new ArrayDeque<>();

    private @Nullable CsvHeader firstHeader;
    private long bytesBefore;
    private @Nullable StoredBytes reading;

    ImportRun(
            AvroSchema schema,
            ImportRules rules,
            OutputStream datasetFile,
            IngestProgress progress,
            BooleanSupplier stopped,
            Executor workers)
            throws IOException {
        this.schema = schema;
        this.type = schema.findDatasetType()
                .orElseThrow(() -> new IllegalArgumentException("no dataset type: " + schema.recordName()));
        this.rules = rules;
        this.writer = new ParquetWriter(datasetFile, stored(schema, type));
        this.progress = progress;
        this.stopped = () -> stopped.getAsBoolean() || Thread.currentThread().isInterrupted();
        this.workers = workers;
        this.findings = new Findings(schema, type, rules);
    }

    /// Returns the schema of the dataset file, in which columns that a row may lack are nullable.
    private static AvroSchema stored(AvroSchema schema, DatasetType type) {
        return new AvroSchema(
                schema.recordName(),
                schema.columns().stream()
                        .map(column -> ColumnValues.mayLack(column, type) ? column.asNullable() : column)
                        .toList());
    }

    void openLanes(int count, int slabBytes) {
        for (int i = 0; i < count; i++) {
            free.add(new SlabWorker(schema, type, rules, slabBytes, refused));
        }
    }

    ImportResult run(List<CsvSource> sources) throws IOException {
        try {
            for (CsvSource source : sources) {
                read(source);
            }
            while (!working.isEmpty()) {
                takeOldest();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ImportResult.Stopped();
        }
        if (stopped.getAsBoolean()) {
            return new ImportResult.Stopped();
        }
        findings.judgeAll();
        if (findings.isRefusal()) {
            return new ImportResult.Refused(findings.report());
        }
        writer.finish(Map.of(ParquetWriter.SCHEMA, schema.toText()), CREATED_BY);
        return new ImportResult.Imported(writer.rows(), writer.position(), findings.warnings());
    }

    private void read(CsvSource source) throws IOException, InterruptedException {
        int file = findings.beginFile(source.name());
        try (var stored = new StoredBytes(source.opener().open())) {
            reading = stored;
            try (InputStream text = source.text(stored)) {
                readLines(file, text);
            } catch (GzipInput.DamagedException e) {
                if (e.isCut() && stored.count() < source.size()) {
                    throw new IOException("the stream of %s broke off".formatted(source.name()), e);
                }
                refuseFile(file, e.getMessage());
            }
            bytesBefore += stored.count();
        }
        reading = null;
    }

    private void readLines(int file, InputStream in) throws IOException, InterruptedException {
        var lines = new SlabReader(in, rules.recordBytes(), stopped);
        if (!lines.fill(freeLane().slab())) {
            if (!stopped.getAsBoolean()) {
                findings.noteEmpty(file);
            }
            return;
        }
        var records = new Records(rules.recordBytes());
        HeaderLine header = HeaderLine.find(freeLane().slab(), 0, records);
        while (header.isBlank() && lines.fill(freeLane().slab())) {
            header = HeaderLine.find(freeLane().slab(), header.number(), records);
        }
        if (header.isBlank()) {
            if (!stopped.getAsBoolean()) {
                findings.noteEmpty(file);
            }
            return;
        }
        int[] targets = readHeader(file, header, freeLane().slab());
        if (targets == null) {
            return;
        }
        do {
            SlabWorker lane = free.remove();
            lane.start(file, targets, workers);
            working.add(lane);
        } while (lines.fill(freeLane().slab()) && !stopped.getAsBoolean());
    }

    /// Reads the header at the beginning of a file's first slab. Returns the target of each column, or null when the
    /// file's rows cannot be read.
    private int @Nullable [] readHeader(int file, HeaderLine line, Slab slab) {
        if (line.problem() != null) {
            refuseFile(file, line.problem());
            return null;
        }
        findings.skipLines(file, line.number());
        slab.from = line.next();
        CsvHeader header = CsvHeader.parse(slab.bytes, line.from(), line.to());
        String problem = problem(header);
        if (problem != null) {
            refuseFile(file, problem);
            return null;
        }
        List<String> ignored = header.ignored(schema, type);
        if (firstHeader == null && !ignored.isEmpty()) {
            findings.warn(
                    "The schema has no columns named %s; they were ignored.".formatted(String.join(", ", ignored)));
        }
        firstHeader = firstHeader == null ? header : firstHeader;
        return header.targets(schema, type);
    }

    private @Nullable String problem(CsvHeader header) {
        List<String> missing = header.missing(schema);
        if (!missing.isEmpty()) {
            String separator = header.width() == 1 && header.names().getFirst().matches(".*[;\t|].*")
                    ? " Columns must be separated by commas."
                    : "";
            return "Input csv is missing the following columns: [%s]. The header that was read is: %s.%s%s"
                    .formatted(String.join(", ", missing), header, separator, lookAlikes(header, missing));
        }
        List<String> repeated = header.repeated(schema);
        if (!repeated.isEmpty()) {
            return "The header names these columns more than once: %s.".formatted(String.join(", ", repeated));
        }
        if (firstHeader != null && !header.isSameAs(firstHeader)) {
            return "All files of a folder must have the same header; this one has: %s. The first file has: %s."
                    .formatted(header, firstHeader);
        }
        return null;
    }

    private static String lookAlikes(CsvHeader header, List<String> missing) {
        return missing.stream()
                .flatMap(column -> header.findLookAlike(column).stream()
                        .map(name -> " %s is not %s: take out what cannot be seen.".formatted(name, column)))
                .collect(Collectors.joining());
    }

    private void refuseFile(int file, String message) {
        refused.set(true);
        findings.refuseFile(file, message);
    }

    /// Returns the next free worker, which stays in the list until it is started.
    private SlabWorker freeLane() throws IOException, InterruptedException {
        if (free.isEmpty()) {
            takeOldest();
        }
        return free.element();
    }

    private void takeOldest() throws IOException, InterruptedException {
        SlabWorker lane = working.element();
        SlabResult result = lane.await();
        findings.add(lane.file(), result);
        RowGroup group = result.group();
        if (group != null && group.rows() > 0 && !refused.get()) {
            writer.append(group);
        }
        free.add(working.remove());
        progress.advanced(bytesBefore + (reading == null ? 0 : reading.count()), findings.rows());
    }

    /// Waits for workers that still run after a failure or a stop, and frees all workers.
    @Override
    public void close() {
        refused.set(true);
        boolean interrupted = false;
        while (!working.isEmpty()) {
            try {
                working.element().await();
                free.add(working.remove());
            } catch (InterruptedException e) {
                interrupted = true; // a worker's buffers must not be freed while it runs
            } catch (IllegalStateException e) {
                free.add(working.remove()); // the first failure is already being reported
            }
        }
        free.forEach(SlabWorker::close);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
