package dev.kindred.server.task;

import dev.kindred.engine.recipe.Workers;
import dev.kindred.server.dataset.LiveDatasetGroups;
import dev.kindred.server.deployment.ModelLoader;
import dev.kindred.server.resource.BatchSegmentJob;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.serving.UserSegments;
import dev.kindred.server.snapshot.EventChoices;
import dev.kindred.server.snapshot.Snapshots;
import dev.kindred.server.stream.Streams;
import java.io.IOException;

/// Factory of user segments from a version's model and the current data.
public final class Segmenter {

    private final ModelLoader loader;
    private final Streams streams;
    private final Snapshots snapshots;
    private final LiveDatasetGroups groups;
    private final Workers workers;

    public Segmenter(
            ModelLoader loader, Streams streams, Snapshots snapshots, LiveDatasetGroups groups, Workers workers) {
        this.loader = loader;
        this.streams = streams;
        this.snapshots = snapshots;
        this.groups = groups;
        this.workers = workers;
    }

    /// Returns the segments of a version's dataset group, based on all data imported and streamed so far.
    ///
    /// @throws IOException if the model or the data cannot be read
    UserSegments segments(BatchSegmentJob job, SolutionVersion version) throws IOException {
        var model = loader.segments(job.solutionVersionArn());
        streams.sealGroup(version.datasetGroupArn());
        return new UserSegments(
                groups.of(version.datasetGroupArn()),
                model,
                snapshots.current(version.datasetGroupArn()),
                EventChoices.of(version),
                workers);
    }
}
