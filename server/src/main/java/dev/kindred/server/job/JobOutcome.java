package dev.kindred.server.job;

import dev.kindred.server.literal.Message;
import org.jspecify.annotations.Nullable;

/// How one run of a job ended.
public sealed interface JobOutcome {

    /// The task committed its result.
    record Done() implements JobOutcome {}

    /// The job ended without its result.
    ///
    /// @param fault who can correct the reason
    /// @param reason the resource's `failureReason`
    /// @param report the job's report as a JSON document, or null if it has none
    record Failed(Fault fault, Message reason, @Nullable String report) implements JobOutcome {}

    /// The owner stopped or deleted the resource during the run.
    record Cancelled() implements JobOutcome {}

    /// The server stopped. The job stays in the queue, and the next start runs it from its beginning.
    record Left() implements JobOutcome {}

    /// The catalog failed. The job stays in the queue and runs again after a delay.
    record Retried() implements JobOutcome {}

    /// Who can correct the reason of a failure.
    enum Fault {
        /// The owner of the data.
        OWNER,
        /// The operator of the server, whose log has the stack trace.
        SERVER
    }

    /// The outcome's name in metrics.
    default String label() {
        return switch (this) {
            case Done _ -> "done";
            case Failed _ -> "failed";
            case Cancelled _ -> "cancelled";
            case Left _ -> "left";
            case Retried _ -> "retried";
        };
    }
}
