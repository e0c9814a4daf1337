package dev.kindred.server.dataset;

import dev.kindred.server.dataset.history.Histories;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/// The holder of the histories of a dataset of events. Calls of `take` must not overlap.
interface HistoryHolder {

    /// Returns whether the histories are of this dataset, and not of a deleted one with the same ARN.
    boolean hasHistoriesOf(@Nullable Dataset dataset);

    /// Replaces the snapshot under the current histories by a newer one.
    void rebase(Snapshot snapshot);

    /// Returns histories that start from a snapshot. The caller subscribes them to the log before it calls
    /// [#take].
    Histories begin(Snapshot snapshot);

    /// Replaces the current histories.
    void take(Histories histories, @Nullable Dataset interactions);
}
