package dev.kindred.server.catalog;

/// What the queue's jobs can be.
public enum TaskName {
    /// Removes a resource that was marked for it.
    DELETE,
    /// Brings a file or folder into a dataset.
    IMPORT,
    /// Trains a solution version.
    TRAIN,
    /// Begins a training that a solution's schedule, or a recommender's, asks for.
    AUTO_TRAIN,
    /// Begins to update a model that is deployed, if there is anything new.
    AUTO_UPDATE,
    /// Lets a model take in what is new without a training.
    UPDATE_MODEL,
    /// Takes new and changed items into the deployed versions of a solution.
    INCREMENTAL_UPDATE,
    /// Loads a solution version into its campaign: the first one, or that of an update.
    DEPLOY,
    /// Trains a recommender: first, for an update, or because its time has come; and loads what was trained.
    TRAIN_RECOMMENDER,
    /// Takes a recommender that is to rest, or to wake, to INACTIVE or ACTIVE.
    SWITCH_RECOMMENDER,
    /// Recommends for each line of a batch job's files.
    BATCH_INFERENCE,
    /// Finds users for each line of a batch job's files.
    BATCH_SEGMENT,
    /// Writes a dataset's rows to S3.
    EXPORT,
    /// Writes what a metric attribution has counted since the last time to S3.
    REPORT_ATTRIBUTION,
    /// Removes users from a dataset group.
    DELETE_USERS
}
