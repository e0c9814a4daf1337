package dev.kindred.server.cli;

import dev.kindred.server.ingest.CsvImport;
import dev.kindred.server.ingest.ImportRules;
import dev.kindred.server.scheduler.LowPriority;
import dev.kindred.server.scheduler.Scheduler;
import dev.kindred.server.stream.Streams;
import java.util.concurrent.Executors;

/// Assembles event streams and the import of CSV files.
final class DataAssembly {

    /// 256 KiB: below this, the overhead per slab exceeds the work on its rows. Taste.
    private static final int SMALLEST_SLAB = 1 << 18;

    private final Streams streams;
    private final CsvImport csv;
    private final int threads;

    DataAssembly(Configuration settings, Scheduler scheduler, StorageAssembly storage, Parts parts) {
        streams = parts.opened(Streams.open(
                storage.directory().streams(),
                storage.catalog(),
                storage.datasetFiles(),
                settings.get(Settings.STREAM_LOG),
                Streams.Milestones.UNWATCHED,
                scheduler));
        threads = threads(settings);
        var workers =
                Executors.newFixedThreadPool(threads, LowPriority.threads("import-", settings.get(Settings.JOB_NICE)));
        parts.opened(workers::shutdownNow);
        var rules = ImportRules.STANDARD.withMinimumRows(settings.get(Settings.IMPORT_MINIMUM_RECORDS));
        csv = new CsvImport(rules, workers, threads, slabBytes(settings));
    }

    private static int threads(Configuration settings) {
        int threads = settings.get(Settings.IMPORT_THREADS);
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /// Returns the size of a slab in bytes: the fastest size, or less if the slabs of all concurrent imports
    /// would exceed a third of the heap. Parsing and encoding a slab takes up to eight times its size
    /// (measured).
    private int slabBytes(Configuration settings) {
        int slabs = settings.get(Settings.JOB_TRANSFER_WORKERS) * (threads + 1);
        long fits = Runtime.getRuntime().maxMemory() / 24 / slabs;
        return Math.clamp(fits, SMALLEST_SLAB, CsvImport.SLAB_BYTES);
    }

    Streams streams() {
        return streams;
    }

    CsvImport csv() {
        return csv;
    }

    /// The number of threads of an import.
    int threads() {
        return threads;
    }
}
