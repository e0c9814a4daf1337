package dev.kindred.server.dataset;

import dev.kindred.server.dataset.history.Histories;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/// What keeps the histories of a dataset of events. Only one thread takes at a time.
interface HistoryHolder {

    /// Whether the histories are those of that dataset, as it was made once, or of none.
    boolean hasHistoriesOf(@Nullable Dataset dataset);

    /// Takes a newer snapshot as the base of the histories that there are.
    void rebase(Snapshot snapshot);

    /// Returns histories that begin with a snapshot, to be taken when they hear of what is streamed.
    Histories begin(Snapshot snapshot);

    /// Takes other histories in the place of the present ones.
    void take(Histories histories, @Nullable Dataset interactions);
}
