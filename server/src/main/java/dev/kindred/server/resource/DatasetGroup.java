package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The container of the datasets of one application and of all resources that are derived from them.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DatasetGroup.html">API reference</a>
public record DatasetGroup(
        String name,
        Arn datasetGroupArn,
        Status status,
        @Nullable String roleArn,
        @Nullable String kmsKeyArn,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable String failureReason,
        @Nullable String domain)
        implements Resource.Living<DatasetGroup> {

    @Override
    public DatasetGroup on(LifeCycleEvent event, Instant now) {
        return new DatasetGroup(
                name,
                datasetGroupArn,
                LifeCycle.after(datasetGroupArn, status, event),
                roleArn,
                kmsKeyArn,
                creationDateTime,
                now,
                event instanceof LifeCycleEvent.Failed failed ? failed.reason() : null,
                domain);
    }

    @Override
    public Arn arn() {
        return datasetGroupArn;
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.DATASET_GROUP;
    }

    @Override
    public @Nullable Arn parent() {
        return null;
    }
}
