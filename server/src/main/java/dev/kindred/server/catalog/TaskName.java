package dev.kindred.server.catalog;

/// The tasks of queued jobs.
public enum TaskName {
    /// Removes a resource that is marked for deletion.
    DELETE("deletion"),
    /// Brings a file or folder into a dataset.
    IMPORT("import"),
    /// Trains a solution version.
    TRAIN("training"),
    /// Starts the training that a solution's or recommender's schedule requests.
    AUTO_TRAIN("start of an automatic training"),
    /// Starts the update of a deployed model if there are new data.
    AUTO_UPDATE("start of an automatic update"),
    /// Adds new data to a model without a training.
    UPDATE_MODEL("update of the model"),
    /// Adds new and changed items to the deployed versions of a solution.
    INCREMENTAL_UPDATE("incremental update"),
    /// Loads a solution version into its campaign: the first one, or that of an update.
    DEPLOY("deployment"),
    /// Trains a recommender, at its creation, for an update, or on schedule, and loads its model.
    TRAIN_RECOMMENDER("training"),
    /// Stops or starts a recommender: to INACTIVE, or to ACTIVE.
    SWITCH_RECOMMENDER("start or stop"),
    /// Recommends for each line of a batch job's files.
    BATCH_INFERENCE("batch inference"),
    /// Finds users for each line of a batch job's files.
    BATCH_SEGMENT("search for segments"),
    /// Writes a dataset's rows to S3.
    EXPORT("export"),
    /// Writes the counts of a metric attribution since its last report to S3.
    REPORT_ATTRIBUTION("report"),
    /// Removes users from a dataset group.
    DELETE_USERS("deletion of users"),
    /// Makes many small dataset files of a dataset one.
    COMPACT("compaction");

    private final String noun;

    TaskName(String noun) {
        this.noun = noun;
    }

    /// Returns the noun for such a job in messages, after "the".
    public String noun() {
        return noun;
    }
}
