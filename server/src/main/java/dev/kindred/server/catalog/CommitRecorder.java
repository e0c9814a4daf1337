package dev.kindred.server.catalog;

/// Records the revision of the catalog outside of the catalog, so that the loss of a commit is detected.
@FunctionalInterface
public interface CommitRecorder {

    /// For catalogs without a data directory.
    CommitRecorder NONE = (_, _) -> {};

    /// Called after each commit and before its caller is answered. A failure does not undo the commit.
    ///
    /// @param revision how many transactions have changed the catalog
    /// @param filesChanged whether the commit changed which files are data or models
    void committed(long revision, boolean filesChanged);
}
