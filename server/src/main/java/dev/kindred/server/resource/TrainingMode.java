package dev.kindred.server.resource;

/// The mode of a training: on all data, incremental from the model of an earlier version, or automatic by the
/// solution's schedule.
public enum TrainingMode {
    FULL,
    UPDATE,
    AUTOTRAIN
}
