package dev.kindred.server.operation;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.error.ServiceException.LimitExceeded;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.Tag;
import java.util.List;

/// Adds a job that is a resource, and its work, in one transaction and within the quota of pending jobs.
public final class JobCreation {

    private JobCreation() {}

    /// The work of a job.
    ///
    /// @param lane jobs of one lane run one after another
    /// @param quota the most jobs of this kind that may be pending or in progress in a scope
    public record Work(TaskName task, Arn lane, int quota) {}

    /// Adds the job and enqueues its work.
    ///
    /// @throws LimitExceeded if the quota is used up
    public static void create(Transaction transaction, Resource job, List<Tag> tags, Work work) {
        transaction.insert(job, tags);
        Quotas.requireRoomForWork(transaction, Scope.of(job.arn()), job.kind(), work.quota());
        transaction.enqueue(work.task(), job.arn(), work.lane(), job.creationDateTime());
    }
}
