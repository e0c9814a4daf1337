package dev.kindred.server.resource;

/// What can happen to a resource that has a [Status].
public sealed interface LifeCycleEvent {

    /// A worker took it up, for the first time or again after a restart.
    record Started() implements LifeCycleEvent {}

    /// The worker is done.
    record Finished() implements LifeCycleEvent {}

    /// The worker gave up.
    ///
    /// @param reason what its owner should mend
    record Failed(String reason) implements LifeCycleEvent {}

    /// Its owner wants it gone.
    record DeleteRequested() implements LifeCycleEvent {}

    /// Its owner does not want it any more while it is still being made.
    record CreationStopRequested() implements LifeCycleEvent {}

    /// Its owner wants it to rest: to answer nothing, and to be kept.
    record StopRequested() implements LifeCycleEvent {}

    /// Its owner wants it to answer again.
    record StartRequested() implements LifeCycleEvent {}
}
