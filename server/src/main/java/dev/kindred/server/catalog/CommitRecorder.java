package dev.kindred.server.catalog;

/// Records outside of the catalog how far the catalog has come, so that the loss of a commit is noticed.
@FunctionalInterface
public interface CommitRecorder {

    /// For catalogs without a data directory.
    CommitRecorder NONE = (_, _) -> {};

    /// Called after each commit and before anyone hears of it. A failure does not undo the commit.
    ///
    /// @param epoch how many transactions have changed the catalog
    /// @param filesChanged whether the commit changed which files are data or models
    void committed(long epoch, boolean filesChanged);
}
