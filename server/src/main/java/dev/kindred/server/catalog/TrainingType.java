package dev.kindred.server.catalog;

/// Who began a training: the solution's schedule, or a caller.
public enum TrainingType {
    AUTOMATIC,
    MANUAL
}
