package dev.kindred.server.ingest;

/// Hears how far an import is, on the importing thread, after each slab.
@FunctionalInterface
public interface Progress {

    /// For imports nobody watches.
    Progress UNWATCHED = (bytes, rows) -> {};

    /// Tells how far the import is.
    ///
    /// @param bytes stored bytes read so far, of the sum of the sources' sizes
    /// @param rows rows checked so far, good and bad
    void advanced(long bytes, long rows);
}
