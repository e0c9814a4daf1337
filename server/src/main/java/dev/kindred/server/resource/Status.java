package dev.kindred.server.resource;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/// The status of a resource, in AWS's spelling: words are separated by a space, except for the underscore in
/// `IN_PROGRESS`.
public enum Status {
    CREATE_PENDING("CREATE PENDING"),
    CREATE_IN_PROGRESS("CREATE IN_PROGRESS"),
    ACTIVE("ACTIVE"),
    CREATE_FAILED("CREATE FAILED"),
    CREATE_STOPPING("CREATE STOPPING"),
    CREATE_STOPPED("CREATE STOPPED"),
    STOP_PENDING("STOP PENDING"),
    STOP_IN_PROGRESS("STOP IN_PROGRESS"),
    INACTIVE("INACTIVE"),
    START_PENDING("START PENDING"),
    START_IN_PROGRESS("START IN_PROGRESS"),
    DELETE_PENDING("DELETE PENDING"),
    DELETE_IN_PROGRESS("DELETE IN_PROGRESS"),

    // statuses of data deletion jobs only
    PENDING("PENDING"),
    IN_PROGRESS("IN_PROGRESS"),
    COMPLETED("COMPLETED"),
    FAILED("FAILED");

    private final String text;

    Status(String text) {
        this.text = text;
    }

    @JsonValue
    public String text() {
        return text;
    }

    @JsonCreator
    public static Status of(String text) {
        return Arrays.stream(values())
                .filter(status -> status.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no status is called " + text));
    }

    /// Returns whether the creation is pending or in progress.
    public boolean isBeingCreated() {
        return this == CREATE_PENDING || this == CREATE_IN_PROGRESS || this == PENDING || this == IN_PROGRESS;
    }

    /// Returns whether the deletion is pending or in progress.
    public boolean isBeingDeleted() {
        return this == DELETE_PENDING || this == DELETE_IN_PROGRESS;
    }

    /// Returns whether the resource, or its creation, is about to end. Resources that it blocks are free within
    /// moments.
    public boolean isEnding() {
        return isBeingDeleted() || this == CREATE_STOPPING;
    }
}
