package dev.kindred.server.resource;

/// Who began a training: the solution's schedule, or a caller.
public enum TrainingType {
    AUTOMATIC,
    MANUAL
}
