package dev.kindred.server.catalog;

/// What can happen to a resource that has a [Status].
public sealed interface Event {

    /// A worker took it up, for the first time or again after a restart.
    record Started() implements Event {}

    /// The worker is done.
    record Finished() implements Event {}

    /// The worker gave up.
    ///
    /// @param reason what its owner should mend
    record Failed(String reason) implements Event {}

    /// Its owner wants it gone.
    record DeleteRequested() implements Event {}

    /// Its owner does not want it any more while it is still being made.
    record StopRequested() implements Event {}

    /// Its owner wants it to rest: to answer nothing, and to be kept.
    record RestRequested() implements Event {}

    /// Its owner wants it to answer again.
    record WakeRequested() implements Event {}
}
