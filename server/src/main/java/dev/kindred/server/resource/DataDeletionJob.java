package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job that deletes users from a dataset group.
///
/// @param numDeleted the number of deleted users, or null while it is zero
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DataDeletionJob.html">API reference</a>
public record DataDeletionJob(
        String jobName,
        Arn dataDeletionJobArn,
        Arn datasetGroupArn,
        DataSource dataSource,
        String roleArn,
        Status status,
        @Nullable Integer numDeleted,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable String failureReason)
        implements Resource.Living<DataDeletionJob> {

    @Override
    public DataDeletionJob on(LifeCycleEvent event, Instant now) {
        return new DataDeletionJob(
                jobName,
                dataDeletionJobArn,
                datasetGroupArn,
                dataSource,
                roleArn,
                LifeCycle.after(dataDeletionJobArn, status, event),
                numDeleted,
                creationDateTime,
                now,
                event instanceof LifeCycleEvent.Failed failed ? failed.reason() : null);
    }

    /// Returns this job after the deletion of `users` more users.
    public DataDeletionJob removed(int users, Instant now) {
        return new DataDeletionJob(
                jobName,
                dataDeletionJobArn,
                datasetGroupArn,
                dataSource,
                roleArn,
                status,
                (numDeleted == null ? 0 : numDeleted) + users,
                creationDateTime,
                now,
                failureReason);
    }

    @Override
    public Arn arn() {
        return dataDeletionJobArn;
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.DATA_DELETION_JOB;
    }

    @Override
    public Arn parent() {
        return datasetGroupArn;
    }
}
