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
                    case Event.DeleteRequested _ -> throw notDeletable(arn, status);
                    case Event.Finished _ -> throw impossible(arn, status, event);
                };
            case CREATE_IN_PROGRESS ->
                switch (event) {
                    case Event.Started _ -> Status.CREATE_IN_PROGRESS; // taken up again after a restart
                    case Event.Finished _ -> Status.ACTIVE;
                    case Event.Failed _ -> Status.CREATE_FAILED;
                    case Event.DeleteRequested _ -> throw notDeletable(arn, status);
                };
            case ACTIVE, CREATE_FAILED ->
                switch (event) {
                    case Event.DeleteRequested _ -> Status.DELETE_PENDING;
                    case Event.Started _, Event.Finished _, Event.Failed _ -> throw impossible(arn, status, event);
                };
            case DELETE_PENDING, DELETE_IN_PROGRESS ->
                switch (event) {
                    case Event.Started _ -> Status.DELETE_IN_PROGRESS;
                    case Event.DeleteRequested _ -> throw notDeletable(arn, status);
                    case Event.Finished _, Event.Failed _ -> throw impossible(arn, status, event);
                };
        };
    }

    /// Returns if a resource in `status` can be built upon.
    ///
    /// @throws ResourceInUse if it is still being made, failed or is going
    public static void requireActive(Arn arn, Status status) {
        switch (status) {
            case ACTIVE -> {}
            case CREATE_PENDING, CREATE_IN_PROGRESS -> throw inUse(arn, status, "wait until it is ACTIVE");
            case CREATE_FAILED -> throw inUse(arn, status, "delete it and create it anew");
            case DELETE_PENDING, DELETE_IN_PROGRESS -> throw inUse(arn, status, "it is being deleted");
        }
    }

    private static ResourceInUse notDeletable(Arn arn, Status status) {
        return inUse(
                arn,
                status,
                status.isBeingDeleted()
                        ? "it is being deleted already"
                        : "delete it when it is ACTIVE or CREATE FAILED");
    }

    private static ResourceInUse inUse(Arn arn, Status status, String remedy) {
        return new ResourceInUse("Resource Arn %s is %s: %s.".formatted(arn, status.text(), remedy));
    }

    private static IllegalStateException impossible(Arn arn, Status status, Event event) {
        return new IllegalStateException("%s is %s: no worker can report %s"
                .formatted(arn, status, event.getClass().getSimpleName()));
    }
}
