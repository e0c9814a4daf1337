package dev.kindred.server.cli;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogChange;
import dev.kindred.server.catalog.ChangeFeed;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.task.CompactDataset;
import java.time.InstantSource;

/// Puts a compaction in the queue when the files of a dataset change and a run of them can be merged.
record CompactionRequests(Catalog catalog, InstantSource clock) implements ChangeFeed.Follower {

    @Override
    public void changed(CatalogChange change) {
        change.resources().stream().filter(arn -> arn.type().equals("dataset")).forEach(this::enqueueIfNeeded);
    }

    /// The next change of a dataset's files is enough.
    @Override
    public void anythingChanged() {}

    private void enqueueIfNeeded(Arn dataset) {
        if (CompactDataset.findRun(catalog.read(view -> view.datasetFiles().of(dataset)))
                .isEmpty()) {
            return;
        }
        catalog.write(transaction -> {
            boolean isQueued = transaction.jobs().all().stream()
                    .anyMatch(job -> job.task() == TaskName.COMPACT && job.arn().equals(dataset));
            if (!isQueued) {
                transaction.schedule(TaskName.COMPACT, dataset, clock.instant());
            }
            return dataset;
        });
    }
}
