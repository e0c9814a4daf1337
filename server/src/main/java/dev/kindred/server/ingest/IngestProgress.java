package dev.kindred.server.ingest;

/// Receives the progress of an import, on the importing thread, after each slab.
@FunctionalInterface
public interface IngestProgress {

    /// Ignores the progress.
    IngestProgress UNWATCHED = (bytes, rows) -> {};

    /// Reports the progress.
    ///
    /// @param bytes stored bytes read so far, out of the total size of the sources
    /// @param rows rows checked so far, good and bad
    void advanced(long bytes, long rows);
}
