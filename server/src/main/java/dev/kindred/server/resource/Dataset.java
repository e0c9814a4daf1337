package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A dataset of a dataset group: the rows of one dataset type, with their schema.
///
/// @param trackingId the tracking id of action interactions, or null for every other type
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_Dataset.html">API reference</a>
public record Dataset(
        String name,
        Arn datasetArn,
        Arn datasetGroupArn,
        String datasetType,
        Arn schemaArn,
        Status status,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable DatasetUpdateSummary latestDatasetUpdate,
        @Nullable String trackingId)
        implements Resource.Living<Dataset> {

    @Override
    public Dataset on(LifeCycleEvent event, Instant now) {
        return with(schemaArn, LifeCycle.after(datasetArn, status, event), now, latestDatasetUpdate);
    }

    /// Returns this dataset with another schema.
    public Dataset updated(Arn newSchemaArn, Instant now) {
        var update = new DatasetUpdateSummary(newSchemaArn, Status.ACTIVE, null, now, now);
        return with(newSchemaArn, status, now, update);
    }

    private Dataset with(Arn newSchemaArn, Status newStatus, Instant now, @Nullable DatasetUpdateSummary update) {
        return new Dataset(
                name,
                datasetArn,
                datasetGroupArn,
                datasetType,
                newSchemaArn,
                newStatus,
                creationDateTime,
                now,
                update,
                trackingId);
    }

    @Override
    public Arn arn() {
        return datasetArn;
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.DATASET;
    }

    @Override
    public Arn parent() {
        return datasetGroupArn;
    }
}
