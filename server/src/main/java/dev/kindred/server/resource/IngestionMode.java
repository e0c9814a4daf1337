package dev.kindred.server.resource;

/// Which rows are exported, by how they came in.
public enum IngestionMode {
    /// Those of import jobs.
    BULK,
    /// Those that were put one by one.
    PUT,
    /// Both; of items and users the newest row of each.
    ALL
}
