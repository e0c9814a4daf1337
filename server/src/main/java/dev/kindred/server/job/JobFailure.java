package dev.kindred.server.job;

import dev.kindred.server.literal.Message;
import org.jspecify.annotations.Nullable;

/// A job cannot be done, for a reason that the task words for the owner of the data.
public final class JobFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Message reason;
    private final @Nullable String report;

    /// @param reason the resource's `failureReason`, in full sentences, without data of the owner
    public JobFailure(String reason) {
        this(Message.of(reason), null);
    }

    /// @param reason the resource's `failureReason`, in full sentences
    /// @param report the job's report as a JSON document, or null if it has none
    public JobFailure(Message reason, @Nullable String report) {
        super(reason.logText(), null, false, false); // the owner's to correct: no stack trace
        this.reason = reason;
        this.report = report;
    }

    /// @param reason the resource's `failureReason`, in full sentences, without data of the owner
    /// @param cause the fault of the server, for the log
    public JobFailure(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = Message.of(reason);
        this.report = null;
    }

    /// The resource's `failureReason`.
    public Message reason() {
        return reason;
    }

    /// The job's report as a JSON document, or null if it has none.
    public @Nullable String report() {
        return report;
    }
}
