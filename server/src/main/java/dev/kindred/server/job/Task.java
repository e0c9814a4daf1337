package dev.kindred.server.job;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;

/// What jobs of one name do. A run that the end of the process interrupts is repeated from its beginning, so what
/// a task leaves unfinished must do no harm.
public interface Task {

    /// The name of its jobs in the queue.
    TaskName name();

    /// The class of its jobs. Jobs of one class do not wait for those of another.
    Load load();

    /// Does the work. Its last act is one catalog transaction that writes the result and removes the job from the
    /// queue. It catches only what it can correct: [JobFailures] has the outcome of everything else.
    ///
    /// @throws JobFailure if the work cannot be done, for a reason that the task words
    /// @throws InterruptedException if the server stops; the job stays in the queue
    /// @throws Exception if something else fails
    void run(Job job) throws Exception;

    /// Writes that the job ended without its result. The engine removes the job from the queue in the same
    /// transaction.
    void fail(Transaction transaction, Job job, JobOutcome.Failed failure);

    /// A class of jobs with a bound of its own on how many run at once.
    enum Load {
        /// A few transactions: deployments, deletions, starts and stops, reports, schedules. Not bounded.
        LIGHT,
        /// Rows of datasets: imports, exports, deletions of users, compactions.
        TRANSFER,
        /// Batch inference and batch segment jobs.
        BATCH,
        /// Trainings and updates of models.
        TRAINING
    }
}
