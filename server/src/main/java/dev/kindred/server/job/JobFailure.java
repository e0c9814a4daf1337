package dev.kindred.server.job;

import org.jspecify.annotations.Nullable;

/// A job cannot be done, for a reason that its owner can correct.
public final class JobFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final String reason;
    private final @Nullable String report;

    /// @param reason the resource's `failureReason`, in full sentences
    public JobFailure(String reason) {
        this(reason, null);
    }

    /// @param reason the resource's `failureReason`, in full sentences
    /// @param report the job's report as a JSON document, or null if it has none
    public JobFailure(String reason, @Nullable String report) {
        super(reason, null, false, false); // an answer to the owner, not an accident: no stack trace
        this.reason = reason;
        this.report = report;
    }

    /// The resource's `failureReason`.
    public String reason() {
        return reason;
    }

    /// The job's report as a JSON document, or null if it has none.
    public @Nullable String report() {
        return report;
    }
}
