package dev.kindred.server.catalog;

/// The state of a file that should be a catalog.
public sealed interface CatalogState {

    /// A database without tables, or one whose creation was cut short.
    record Empty() implements CatalogState {}

    /// No database, or a damaged one.
    ///
    /// @param reason the database's message
    record Damaged(String reason) implements CatalogState {}

    /// A file that cannot be read now: the disk, its free space or the rights on the file are at fault.
    ///
    /// @param reason the database's message
    record Inaccessible(String reason) implements CatalogState {}

    /// A database of another program.
    record Foreign() implements CatalogState {}

    /// A catalog that no data directory has claimed: a new one, or one of a version that kept no identity.
    record Unclaimed() implements CatalogState {}

    /// A catalog of a data directory.
    record Claimed(CatalogIdentity identity) implements CatalogState {}
}
