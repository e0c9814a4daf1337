package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job that imports a file or a folder into a dataset.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DatasetImportJob.html">API reference</a>
public record DatasetImportJob(
        String jobName,
        Arn datasetImportJobArn,
        Arn datasetArn,
        DataSource dataSource,
        @Nullable String roleArn,
        Status status,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable String failureReason,
        ImportMode importMode,
        @Nullable Boolean publishAttributionMetricsToS3)
        implements Resource.Living<DatasetImportJob> {

    @Override
    public DatasetImportJob on(LifeCycleEvent event, Instant now) {
        return new DatasetImportJob(
                jobName,
                datasetImportJobArn,
                datasetArn,
                dataSource,
                roleArn,
                LifeCycle.after(datasetImportJobArn, status, event),
                creationDateTime,
                now,
                event instanceof LifeCycleEvent.Failed failed ? failed.reason() : null,
                importMode,
                publishAttributionMetricsToS3);
    }

    @Override
    public Arn arn() {
        return datasetImportJobArn;
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.DATASET_IMPORT_JOB;
    }

    @Override
    public Arn parent() {
        return datasetArn;
    }
}
