package dev.kindred.server.job;

import dev.kindred.server.catalog.QueuedJob;
import dev.kindred.server.resource.Arn;
import java.util.function.BooleanSupplier;

/// A job in a worker's hands.
///
/// @param progress how far it has come, for whoever asks
/// @param stopping whether the server wants it to let go
public record Job(QueuedJob queued, Progress progress, BooleanSupplier stopping) {

    /// The resource it works on.
    public Arn arn() {
        return queued.arn();
    }
}
