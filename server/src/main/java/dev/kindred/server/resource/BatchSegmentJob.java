package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job that writes a user segment for each line of its input files.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_BatchSegmentJob.html">API reference</a>
public record BatchSegmentJob(
        String jobName,
        Arn batchSegmentJobArn,
        @Nullable String filterArn,
        @Nullable String failureReason,
        Arn solutionVersionArn,
        int numResults,
        BatchSegmentJobInput jobInput,
        BatchSegmentJobOutput jobOutput,
        String roleArn,
        Status status,
        Instant creationDateTime,
        Instant lastUpdatedDateTime)
        implements Resource.Living<BatchSegmentJob> {

    @Override
    public BatchSegmentJob on(LifeCycleEvent event, Instant now) {
        return new BatchSegmentJob(
                jobName,
                batchSegmentJobArn,
                filterArn,
                event instanceof LifeCycleEvent.Failed failed ? failed.reason() : null,
                solutionVersionArn,
                numResults,
                jobInput,
                jobOutput,
                roleArn,
                LifeCycle.after(batchSegmentJobArn, status, event),
                creationDateTime,
                now);
    }

    @Override
    public Arn arn() {
        return batchSegmentJobArn;
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.BATCH_SEGMENT_JOB;
    }

    @Override
    public Arn parent() {
        return solutionVersionArn;
    }
}
