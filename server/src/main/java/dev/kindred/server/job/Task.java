package dev.kindred.server.job;

import dev.kindred.server.catalog.TaskName;

/// Something a worker knows how to do. A task is begun again from its start when the process ended in its
/// midst, so whatever it leaves half-done must do no harm.
public interface Task {

    /// The name by which the queue calls it.
    TaskName name();

    /// How much of the machine it takes.
    Load load();

    /// Does the work. Its last act is one catalog transaction that writes the outcome and takes the job out of the
    /// queue.
    ///
    /// @throws InterruptedException if the server stops before it is done; the job stays in the queue
    void run(Job job) throws InterruptedException;

    /// Writes that the job will not be done, with the reason for its owner, and takes it out of the queue.
    void abandon(Job job, String reason);

    /// How much of the machine a task takes.
    enum Load {
        /// A few transactions.
        LIGHT,
        /// Cores and memory: as many run side by side as there are workers.
        HEAVY
    }
}
