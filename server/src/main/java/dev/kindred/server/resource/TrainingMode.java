package dev.kindred.server.resource;

/// What a training does: learns from all data, adds what is new to the model of an earlier version, or is
/// begun by the solution's schedule.
public enum TrainingMode {
    FULL,
    UPDATE,
    AUTOTRAIN
}
