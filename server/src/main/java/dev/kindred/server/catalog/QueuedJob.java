package dev.kindred.server.catalog;

import dev.kindred.server.resource.Arn;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job in the queue: it waits for a worker, or a worker runs it.
///
/// @param task the name of the task that does the work
/// @param arn the resource that it works on
/// @param lane jobs of one lane run one after another, in order of creation
/// @param notBefore the earliest start
/// @param attempts the number of starts
/// @param lease the node that runs it, or null
public record QueuedJob(
        long seq,
        TaskName task,
        Arn arn,
        String lane,
        Instant notBefore,
        int attempts,
        @Nullable Lease lease) {

    /// The right of a node to run a job. Its holder moves its end from time to time; a lease that stays the same for
    /// its length has ended.
    ///
    /// @param owner the id of the node
    public record Lease(String owner, Instant until) {}

    /// Returns whether another node than `node` holds a lease.
    public boolean isLeasedByOther(String node) {
        return lease != null && !lease.owner().equals(node);
    }

    /// Returns the job as its next claim leaves it.
    public QueuedJob claimed(Lease granted) {
        return new QueuedJob(seq, task, arn, lane, notBefore, attempts + 1, granted);
    }
}
