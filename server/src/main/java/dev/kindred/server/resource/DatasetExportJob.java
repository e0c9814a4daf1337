package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job that writes the rows of a dataset to S3.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DatasetExportJob.html">API reference</a>
public record DatasetExportJob(
        String jobName,
        Arn datasetExportJobArn,
        Arn datasetArn,
        IngestionMode ingestionMode,
        String roleArn,
        Status status,
        DatasetExportJobOutput jobOutput,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable String failureReason)
        implements Resource.Living<DatasetExportJob> {

    @Override
    public DatasetExportJob on(LifeCycleEvent event, Instant now) {
        return new DatasetExportJob(
                jobName,
                datasetExportJobArn,
                datasetArn,
                ingestionMode,
                roleArn,
                LifeCycle.after(datasetExportJobArn, status, event),
                jobOutput,
                creationDateTime,
                now,
                event instanceof LifeCycleEvent.Failed failed ? failed.reason() : null);
    }

    @Override
    public Arn arn() {
        return datasetExportJobArn;
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.DATASET_EXPORT_JOB;
    }

    @Override
    public Arn parent() {
        return datasetArn;
    }
}
