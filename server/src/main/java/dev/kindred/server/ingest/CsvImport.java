package dev.kindred.server.ingest;

import dev.kindred.server.schema.AvroSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/// Imports CSV files: checks every row against a schema and writes all of them as one Parquet segment, or reports what
/// is wrong with them.
///
/// The calling thread cuts the files into slabs of whole lines. Workers parse the slabs and encode each as a row group,
/// independently of each other. The calling thread writes the row groups in the order of the input, so that the segment
/// does not depend on who was faster. There is one slab more in flight than workers; memory does not grow with the
/// files, but for some hundred bytes of footer a slab.
///
/// What a CSV file may look like is told at [SlabParser] (rows) and [CsvHeader] (the first line); what the
/// segment looks like, at [ParquetWriter].
public final class CsvImport {

    /// Large enough that a dictionary pays, small enough to stay near the caches: 4 and 16 MiB took more processor
    /// time.
    public static final int SLAB_BYTES = 8 << 20;

    private final ImportRules rules;
    private final Executor workers;
    private final int parallelism;
    private final int slabBytes;

    /// Imports in slabs of the usual size.
    ///
    /// @param workers runs the slabs; shared between imports
    /// @param parallelism how many slabs of one import may be worked on at a time
    public CsvImport(ImportRules rules, Executor workers, int parallelism) {
        this(rules, workers, parallelism, SLAB_BYTES);
    }

    /// Imports in slabs of another size.
    ///
    /// @param slabBytes bytes of a slab, which a longer line exceeds
    public CsvImport(ImportRules rules, Executor workers, int parallelism, int slabBytes) {
        if (parallelism < 1 || slabBytes < 1) {
            throw new IllegalArgumentException("parallelism " + parallelism + ", slab bytes " + slabBytes);
        }
        this.rules = rules;
        this.workers = workers;
        this.parallelism = parallelism;
        this.slabBytes = slabBytes;
    }

    /// Imports files as one segment. Reads all of them to the end even when a row is bad, so that the report is whole;
    /// nothing more is written then.
    ///
    /// @param schema a schema that keeps its dataset type's rules
    /// @param sources in the order their rows shall have
    /// @param segment where the segment goes; it is flushed, and left open
    /// @param stopped asked often, on the calling thread; once true, or once the thread is interrupted,
    ///     the import ends soon as [ImportResult.Stopped]
    /// @throws IOException when a source cannot be read or the segment not be written
    public ImportResult run(
            AvroSchema schema,
            List<CsvSource> sources,
            OutputStream segment,
            Progress progress,
            BooleanSupplier stopped)
            throws IOException {
        try (var run = new ImportRun(schema, rules, segment, progress, stopped, workers)) {
            run.openLanes(parallelism + 1, slabBytes);
            return run.run(sources);
        }
    }
}
