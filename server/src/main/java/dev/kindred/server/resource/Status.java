package dev.kindred.server.resource;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/// Where a resource stands in its life, in AWS's spelling: words are separated by a space, but `IN_PROGRESS`
/// has an underscore.
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

    // of data deletion jobs alone
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

    /// Whether a worker has it, or will: it is still being made.
    public boolean isBeingCreated() {
        return this == CREATE_PENDING || this == CREATE_IN_PROGRESS || this == PENDING || this == IN_PROGRESS;
    }

    /// Whether it is on its way out.
    public boolean isBeingDeleted() {
        return this == DELETE_PENDING || this == DELETE_IN_PROGRESS;
    }

    /// Whether it is on its way out, or its creation is: what waits for it to let go need not wait for long.
    public boolean isEnding() {
        return isBeingDeleted() || this == CREATE_STOPPING;
    }
}
