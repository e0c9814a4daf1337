package dev.kindred.server.operation;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.error.ServiceException.LimitExceeded;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.Tag;
import java.util.List;

/// Creates a job resource and enqueues its work, in one transaction and within the quota of pending jobs.
public final class JobCreation {

    private JobCreation() {}

    /// The work of a job.
    ///
    /// @param lane jobs of one lane run sequentially
    /// @param quota the maximum number of pending or running jobs of this kind in a scope
    public record Work(TaskName task, Arn lane, int quota) {}

    /// Creates the job and enqueues its work.
    ///
    /// @throws LimitExceeded if the quota is used up
    public static void create(Transaction transaction, Resource job, List<Tag> tags, Work work) {
        transaction.insert(job, tags);
        Quotas.requireRoomForWork(transaction, Scope.of(job.arn()), job.kind(), work.quota());
        transaction.enqueue(work.task(), job.arn(), work.lane(), job.creationDateTime());
    }
}
