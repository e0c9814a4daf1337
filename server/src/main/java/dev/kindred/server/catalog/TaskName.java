package dev.kindred.server.catalog;

/// What the queue's jobs can be.
public enum TaskName {
    PROVISION,
    DELETE,
    UPDATE_DATASET,
    IMPORT
}
