package dev.kindred.server.resource;

/// The trigger of a training: the solution's schedule or a caller.
public enum TrainingType {
    AUTOMATIC,
    MANUAL
}
