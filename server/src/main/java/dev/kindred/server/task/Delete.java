package dev.kindred.server.task;

import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.Dataset;
import dev.kindred.server.catalog.Event;
import dev.kindred.server.catalog.Segment;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.Task;
import dev.kindred.server.storage.SegmentStore;
import java.time.InstantSource;
import java.util.List;

/// Removes a resource that was marked for it, with everything that belongs to it.
public final class Delete implements Task {

    private static final System.Logger LOG = System.getLogger(Delete.class.getName());

    private final Catalog catalog;
    private final SegmentStore segments;
    private final InstantSource clock;

    public Delete(Catalog catalog, SegmentStore segments, InstantSource clock) {
        this.catalog = catalog;
        this.segments = segments;
        this.clock = clock;
    }

    @Override
    public TaskName name() {
        return TaskName.DELETE;
    }

    @Override
    public Load load() {
        return Load.LIGHT;
    }

    @Override
    public void run(Job job) {
        catalog.write(transaction -> transaction
                .find(Dataset.class, job.arn())
                .map(dataset -> transaction.replace(dataset, dataset.on(new Event.Started(), Times.now(clock)))));
        List<Segment> data = catalog.write(transaction -> {
            var files = transaction.segmentsOf(job.arn());
            transaction.remove(job.arn());
            transaction.dequeue(job.queued());
            return files;
        });
        data.forEach(segment -> segments.delete(segment.file())); // what a crash leaves here, the next start sweeps
        LOG.log(INFO, "{0} is deleted", job.arn());
    }

    /// A deletion is never given up, only tried again.
    @Override
    public void abandon(Job job, String reason) {
        run(job);
    }
}
