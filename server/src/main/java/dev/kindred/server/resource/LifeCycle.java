package dev.kindred.server.resource;

import dev.kindred.server.error.ServiceException;
import dev.kindred.server.error.ServiceException.ResourceInUse;
import java.util.Optional;
import java.util.Set;

/// The transition table from [Status] and [LifeCycleEvent] to the next status. Deletion has no final status: the
/// record is removed.
public final class LifeCycle {

    private LifeCycle() {}

    /// Returns the status of the resource `arn` after `event`.
    ///
    /// @throws ResourceInUse if the status does not allow the request of the owner
    /// @throws IllegalStateException if a worker reports an impossible event
    public static Status after(Arn arn, Status status, LifeCycleEvent event) {
        return switch (event) {
            case LifeCycleEvent.Started _ -> afterStart(arn, status);
            case LifeCycleEvent.Finished _ -> afterFinish(arn, status);
            case LifeCycleEvent.Failed _ -> afterFailure(arn, status);
            case LifeCycleEvent.DeleteRequested _ -> afterDeleteRequest(arn, status);
            case LifeCycleEvent.CreationStopRequested _ -> afterStopRequest(arn, status);
            case LifeCycleEvent.StopRequested _ -> afterRestRequest(arn, status);
            case LifeCycleEvent.StartRequested _ -> afterWakeRequest(arn, status);
        };
    }

    /// A worker that resumes a task after a restart changes nothing.
    private static Status afterStart(Arn arn, Status status) {
        return switch (status) {
            case CREATE_PENDING, CREATE_IN_PROGRESS -> Status.CREATE_IN_PROGRESS;
            case CREATE_STOPPING, CREATE_STOPPED -> Status.CREATE_STOPPED; // the stop request came first
            case STOP_PENDING, STOP_IN_PROGRESS -> Status.STOP_IN_PROGRESS;
            case START_PENDING, START_IN_PROGRESS -> Status.START_IN_PROGRESS;
            case DELETE_PENDING, DELETE_IN_PROGRESS -> Status.DELETE_IN_PROGRESS;
            case PENDING, IN_PROGRESS -> Status.IN_PROGRESS;
            case ACTIVE, INACTIVE, CREATE_FAILED, COMPLETED, FAILED -> throw impossible(arn, status, "Started");
        };
    }

    private static Status afterFinish(Arn arn, Status status) {
        return switch (status) {
            case CREATE_IN_PROGRESS, START_IN_PROGRESS -> Status.ACTIVE;
            case CREATE_STOPPING, CREATE_STOPPED -> Status.CREATE_STOPPED; // a stop overrides the worker's report
            case STOP_IN_PROGRESS -> Status.INACTIVE;
            case IN_PROGRESS -> Status.COMPLETED;
            case PENDING,
                    COMPLETED,
                    FAILED,
                    CREATE_PENDING,
                    STOP_PENDING,
                    START_PENDING,
                    ACTIVE,
                    INACTIVE,
                    CREATE_FAILED,
                    DELETE_PENDING,
                    DELETE_IN_PROGRESS -> throw impossible(arn, status, "Finished");
        };
    }

    private static Status afterFailure(Arn arn, Status status) {
        return switch (status) {
            case CREATE_PENDING, CREATE_IN_PROGRESS -> Status.CREATE_FAILED; // pending: rejected before any work
            case CREATE_STOPPING, CREATE_STOPPED -> Status.CREATE_STOPPED; // a stop overrides the worker's report
            case STOP_PENDING, STOP_IN_PROGRESS -> Status.ACTIVE; // returns to the previous status
            case START_PENDING, START_IN_PROGRESS -> Status.INACTIVE; // returns to the previous status
            case PENDING, IN_PROGRESS -> Status.FAILED;
            case ACTIVE, INACTIVE, CREATE_FAILED, DELETE_PENDING, DELETE_IN_PROGRESS, COMPLETED, FAILED ->
                throw impossible(arn, status, "Failed");
        };
    }

    private static Status afterDeleteRequest(Arn arn, Status status) {
        return switch (status) {
            case ACTIVE, INACTIVE, CREATE_FAILED, CREATE_STOPPED -> Status.DELETE_PENDING;
            case DELETE_PENDING, DELETE_IN_PROGRESS -> throw inUse(arn, status, "it is being deleted already");
            case CREATE_PENDING,
                    CREATE_IN_PROGRESS,
                    CREATE_STOPPING,
                    STOP_PENDING,
                    STOP_IN_PROGRESS,
                    START_PENDING,
                    START_IN_PROGRESS,
                    PENDING,
                    IN_PROGRESS,
                    COMPLETED,
                    FAILED -> throw inUseUntilItEnds(arn, status, "delete it when it is ACTIVE or CREATE FAILED");
        };
    }

    private static Status afterStopRequest(Arn arn, Status status) {
        return switch (status) {
            case CREATE_PENDING -> Status.CREATE_STOPPED; // no worker has claimed it
            case CREATE_IN_PROGRESS, CREATE_STOPPING -> Status.CREATE_STOPPING; // idempotent: a request can be repeated
            case CREATE_STOPPED,
                    CREATE_FAILED,
                    ACTIVE,
                    INACTIVE,
                    STOP_PENDING,
                    STOP_IN_PROGRESS,
                    START_PENDING,
                    START_IN_PROGRESS,
                    DELETE_PENDING,
                    DELETE_IN_PROGRESS,
                    PENDING,
                    IN_PROGRESS,
                    COMPLETED,
                    FAILED -> throw inUse(arn, status, "only what is still being made can be stopped");
        };
    }

    private static Status afterRestRequest(Arn arn, Status status) {
        return switch (status) {
            case ACTIVE -> Status.STOP_PENDING;
            case START_PENDING, START_IN_PROGRESS ->
                throw inUseUntilItEnds(arn, status, "it can be stopped when it is ACTIVE");
            case CREATE_PENDING,
                    CREATE_IN_PROGRESS,
                    CREATE_STOPPING,
                    CREATE_STOPPED,
                    CREATE_FAILED,
                    INACTIVE,
                    STOP_PENDING,
                    STOP_IN_PROGRESS,
                    DELETE_PENDING,
                    DELETE_IN_PROGRESS,
                    PENDING,
                    IN_PROGRESS,
                    COMPLETED,
                    FAILED -> throw inUse(arn, status, "it can be stopped when it is ACTIVE");
        };
    }

    private static Status afterWakeRequest(Arn arn, Status status) {
        return switch (status) {
            case INACTIVE -> Status.START_PENDING;
            case STOP_PENDING, STOP_IN_PROGRESS ->
                throw inUseUntilItEnds(arn, status, "it can be started when it is INACTIVE");
            case CREATE_PENDING,
                    CREATE_IN_PROGRESS,
                    CREATE_STOPPING,
                    CREATE_STOPPED,
                    CREATE_FAILED,
                    ACTIVE,
                    START_PENDING,
                    START_IN_PROGRESS,
                    DELETE_PENDING,
                    DELETE_IN_PROGRESS,
                    PENDING,
                    IN_PROGRESS,
                    COMPLETED,
                    FAILED -> throw inUse(arn, status, "it can be started when it is INACTIVE");
        };
    }

    /// Returns if other resources can use a resource in `status`.
    ///
    /// @throws ResourceInUse if it is not ACTIVE
    public static void requireActive(Arn arn, Status status) {
        switch (status) {
            case ACTIVE -> {}
            case CREATE_PENDING, CREATE_IN_PROGRESS, START_PENDING, START_IN_PROGRESS, PENDING, IN_PROGRESS ->
                throw inUseUntilItEnds(arn, status, "wait until it is ACTIVE");
            case COMPLETED, FAILED -> throw inUse(arn, status, "it is a job that is over");
            case CREATE_FAILED -> throw inUse(arn, status, "its failureReason says what to mend; create another");
            case CREATE_STOPPING, CREATE_STOPPED ->
                throw inUse(arn, status, "its creation was stopped; create another");
            case STOP_PENDING, STOP_IN_PROGRESS, INACTIVE -> throw inUse(arn, status, "start it first");
            case DELETE_PENDING, DELETE_IN_PROGRESS -> throw inUse(arn, status, "it is being deleted");
        }
    }

    /// Returns whether a resource leaves `status` within moments. Training, import and export can take hours;
    /// loading, stopping and deletion do not.
    public static boolean isMomentary(Arn arn, Status status) {
        return switch (status) {
            case CREATE_PENDING, CREATE_IN_PROGRESS ->
                ResourceKind.find(arn).equals(Optional.of(ResourceKind.CAMPAIGN));
            case CREATE_STOPPING,
                    STOP_PENDING,
                    STOP_IN_PROGRESS,
                    START_PENDING,
                    START_IN_PROGRESS,
                    DELETE_PENDING,
                    DELETE_IN_PROGRESS -> true;
            case ACTIVE, INACTIVE, CREATE_FAILED, CREATE_STOPPED, PENDING, IN_PROGRESS, COMPLETED, FAILED -> false;
        };
    }

    /// Returns the error for a request that succeeds once the resource has left its status.
    private static ServiceException inUseUntilItEnds(Arn arn, Status status, String remedy) {
        var refusal = inUse(arn, status, remedy);
        return isMomentary(arn, status) ? refusal.awaiting(Set.of(arn)) : refusal;
    }

    private static ResourceInUse inUse(Arn arn, Status status, String remedy) {
        return new ResourceInUse("Resource Arn %s is %s: %s.".formatted(arn, status.text(), remedy));
    }

    private static IllegalStateException impossible(Arn arn, Status status, String event) {
        return new IllegalStateException("%s is %s: no worker can report %s".formatted(arn, status, event));
    }
}
