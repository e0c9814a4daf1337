package dev.kindred.server.ingest;

import dev.kindred.server.schema.AvroSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/// Imports CSV files: validates every row against a schema and writes all rows as one Parquet dataset file, or
/// reports all problems.
///
/// The calling thread cuts the files into slabs of whole lines. Workers parse the slabs and encode each as a row
/// group, independently of each other. The calling thread writes the row groups in input order, so the dataset
/// file does not depend on the workers' timing. The number of slabs in flight is the number of workers plus one.
/// Memory does not grow with the files, except for some hundred bytes of footer per slab.
///
/// [SlabParser] specifies the rows of a CSV file, [CsvHeader] its first line, and [ParquetWriter] the dataset file.
public final class CsvImport {

    /// Large enough for dictionaries to pay off, small enough for the caches: 4 and 16 MiB took more processor time.
    public static final int SLAB_BYTES = 8 << 20;

    private final ImportRules rules;
    private final Executor workers;
    private final int parallelism;
    private final int slabBytes;

    /// Creates an import with slabs of the default size.
    ///
    /// @param workers runs the slabs; shared between imports
    /// @param parallelism the maximum number of slabs of one import in progress
    public CsvImport(ImportRules rules, Executor workers, int parallelism) {
        this(rules, workers, parallelism, SLAB_BYTES);
    }

    /// Creates an import with slabs of a given size.
    ///
    /// @param slabBytes bytes of a slab; a longer line exceeds it
    public CsvImport(ImportRules rules, Executor workers, int parallelism, int slabBytes) {
        if (parallelism < 1 || slabBytes < 1) {
            throw new IllegalArgumentException("parallelism " + parallelism + ", slab bytes " + slabBytes);
        }
        this.rules = rules;
        this.workers = workers;
        this.parallelism = parallelism;
        this.slabBytes = slabBytes;
    }

    /// Imports files as one dataset file. All files are read to the end even when a row is bad, so that the report is
    /// complete; after the first bad row nothing more is written.
    ///
    /// @param schema a schema that follows the rules of its dataset type
    /// @param sources in the order of their rows in the dataset file
    /// @param datasetFile receives the dataset file; flushed, not closed
    /// @param stopped polled often on the calling thread; once it returns true, or once the thread is
    /// interrupted, the import soon returns [ImportResult.Stopped]
    /// @throws IOException if a source cannot be read or the dataset file cannot be written
    public ImportResult run(
            AvroSchema schema,
            List<CsvSource> sources,
            OutputStream datasetFile,
            IngestProgress progress,
            BooleanSupplier stopped)
            throws IOException {
        try (var run = new ImportRun(schema, rules, datasetFile, progress, stopped, workers)) {
            run.openLanes(parallelism + 1, slabBytes);
            return run.run(sources);
        }
    }
}
