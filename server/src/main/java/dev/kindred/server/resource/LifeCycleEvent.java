package dev.kindred.server.resource;

/// An event in the life cycle of a resource with a [Status].
public sealed interface LifeCycleEvent {

    /// A worker started the task, for the first time or again after a restart.
    record Started() implements LifeCycleEvent {}

    /// The worker finished the task.
    record Finished() implements LifeCycleEvent {}

    /// The task failed.
    ///
    /// @param reason the correction that the owner has to make
    record Failed(String reason) implements LifeCycleEvent {}

    /// The owner requested deletion.
    record DeleteRequested() implements LifeCycleEvent {}

    /// The owner requested to stop the creation.
    record CreationStopRequested() implements LifeCycleEvent {}

    /// The owner requested to stop the resource: it is kept but serves no requests.
    record StopRequested() implements LifeCycleEvent {}

    /// The owner requested to start the stopped resource.
    record StartRequested() implements LifeCycleEvent {}
}
