package dev.kindred.server.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The rows of one type that a dataset group has, and the schema they follow.
///
/// @param trackingId the id for action interactions, or null for any other type
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
    public Dataset on(Event event, Instant now) {
        return with(schemaArn, LifeCycle.after(datasetArn, status, event), now, latestDatasetUpdate);
    }

    /// Returns this dataset with a change of schema under way.
    public Dataset updating(Arn newSchemaArn, Instant now) {
        return with(schemaArn, status, now, DatasetUpdateSummary.pending(newSchemaArn, now));
    }

    /// Returns this dataset after `event` of the change of schema that is under way.
    public Dataset onUpdate(Event event, Instant now) {
        if (latestDatasetUpdate == null) {
            throw new IllegalStateException(datasetArn + " has no update under way");
        }
        var update = latestDatasetUpdate.on(datasetArn, event, now);
        return with(update.status() == Status.ACTIVE ? update.schemaArn() : schemaArn, status, now, update);
    }

    /// Whether a change of schema has not come to its end.
    public boolean hasUpdateUnderWay() {
        return latestDatasetUpdate != null && latestDatasetUpdate.status().isBeingCreated();
    }

    /// Whether it has that schema, or is changing to it.
    public boolean follows(Arn schema) {
        return schemaArn.equals(schema)
                || (latestDatasetUpdate != null
                        && latestDatasetUpdate.status().isBeingCreated()
                        && latestDatasetUpdate.schemaArn().equals(schema));
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
