package dev.kindred.server.job;

import dev.kindred.server.catalog.QueuedJob;
import java.time.Duration;
import java.time.InstantSource;

/// The leases of one node on the jobs that it runs.
///
/// @param node the id of the node, the same after a restart
/// @param length how long other nodes leave a job to a node that no longer renews
record Leases(String node, Duration length, InstantSource clock) {

    /// A lease survives two renewals that fail.
    private static final int RENEWALS = 3;

    /// Returns a lease from now on.
    QueuedJob.Lease granted() {
        return new QueuedJob.Lease(node, clock.instant().plus(length));
    }

    /// Returns the time between two renewals.
    Duration interval() {
        return length.dividedBy(RENEWALS);
    }
}
