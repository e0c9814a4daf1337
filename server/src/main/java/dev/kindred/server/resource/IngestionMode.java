package dev.kindred.server.resource;

/// The origin of the rows to export.
public enum IngestionMode {
    /// Rows of import jobs.
    BULK,
    /// Rows of the `Put…` operations.
    PUT,
    /// Rows of both origins. For items and users, the newest row of each.
    ALL
}
