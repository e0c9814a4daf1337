package dev.kindred.server.catalog;

import dev.kindred.server.error.ServiceException.ResourceInUse;

/// The one table of what each [Event] does in each [Status]. That a deleted resource is gone is no status: its record
/// is removed.
public final class LifeCycle {

    private LifeCycle() {}

    /// Returns the status of the resource `arn` after `event`.
    ///
    /// @throws ResourceInUse if its owner asked for what its status forbids
    /// @throws IllegalStateException if a worker reports what cannot have happened
    public static Status after(Arn arn, Status status, Event event) {
        return switch (status) {
            case CREATE_PENDING ->
                switch (event) {
                    case Event.Started _ -> Status.CREATE_IN_PROGRESS;
                    case Event.Failed _ -> Status.CREATE_FAILED; // refused before any work was done
                    case Event.DeleteRequested _ -> throw inUse(arn, status);
                    case Event.Finished _ -> throw impossible(arn, status, event);
                };
            case CREATE_IN_PROGRESS ->
                switch (event) {
                    case Event.Started _ -> Status.CREATE_IN_PROGRESS; // taken up again after a restart
                    case Event.Finished _ -> Status.ACTIVE;
                    case Event.Failed _ -> Status.CREATE_FAILED;
                    case Event.DeleteRequested _ -> throw inUse(arn, status);
                };
            case ACTIVE, CREATE_FAILED ->
                switch (event) {
                    case Event.DeleteRequested _ -> Status.DELETE_PENDING;
                    case Event.Started _, Event.Finished _, Event.Failed _ -> throw impossible(arn, status, event);
                };
            case DELETE_PENDING, DELETE_IN_PROGRESS ->
                switch (event) {
                    case Event.Started _ -> Status.DELETE_IN_PROGRESS;
                    case Event.DeleteRequested _ -> throw inUse(arn, status);
                    case Event.Finished _, Event.Failed _ -> throw impossible(arn, status, event);
                };
        };
    }

    /// Returns if a resource in `status` can be built upon.
    ///
    /// @throws ResourceInUse if it is still being made, failed or is going
    public static void requireActive(Arn arn, Status status) {
        if (status != Status.ACTIVE) {
            throw new ResourceInUse("Resource Arn %s is %s: wait until it is ACTIVE.".formatted(arn, status.text()));
        }
    }

    private static ResourceInUse inUse(Arn arn, Status status) {
        return new ResourceInUse("Resource Arn %s is %s and cannot be deleted now.".formatted(arn, status.text()));
    }

    private static IllegalStateException impossible(Arn arn, Status status, Event event) {
        return new IllegalStateException("%s is %s: no worker can report %s"
                .formatted(arn, status, event.getClass().getSimpleName()));
    }
}
