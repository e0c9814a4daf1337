package dev.kindred.server.job;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.QueuedJob;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.resource.Arn;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// A job that a worker runs.
///
/// @param progress its progress, visible to clients
/// @param stopping whether the server stops, so that the worker must leave the job to the next start
public record Job(QueuedJob queued, Progress progress, BooleanSupplier stopping) {

    /// The resource it works on.
    public Arn arn() {
        return queued.arn();
    }

    /// Returns this job with the lease under which it runs.
    Job claimed(QueuedJob leased) {
        return new Job(leased, progress, stopping);
    }

    /// Changes the catalog on behalf of this run. A task makes all its changes through this method, so that a node
    /// that lost its lease changes nothing.
    ///
    /// @throws CancellationException if the job is no longer in the queue, or if another run has claimed it
    public <T> T write(Catalog catalog, Function<? super Transaction, ? extends T> work) {
        return catalog.write(transaction -> {
            transaction.jobs().requireHeld(queued);
            return work.apply(transaction);
        });
    }

    /// Returns unless the server stops. A stop interrupts the worker, and what it reads or writes then breaks off.
    ///
    /// @throws InterruptedException if the server stops
    public void requireGoingOn() throws InterruptedException {
        if (stopping.getAsBoolean()) {
            throw new InterruptedException("the server stops");
        }
    }
}
