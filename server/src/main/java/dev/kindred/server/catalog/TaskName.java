package dev.kindred.server.catalog;

/// What the queue's jobs can be.
public enum TaskName {
    /// Removes a resource that was marked for it.
    DELETE("deletion"),
    /// Brings a file or folder into a dataset.
    IMPORT("import"),
    /// Trains a solution version.
    TRAIN("training"),
    /// Begins a training that a solution's schedule, or a recommender's, asks for.
    AUTO_TRAIN("start of an automatic training"),
    /// Begins to update a model that is deployed, if there is anything new.
    AUTO_UPDATE("start of an automatic update"),
    /// Lets a model take in what is new without a training.
    UPDATE_MODEL("update of the model"),
    /// Takes new and changed items into the deployed versions of a solution.
    INCREMENTAL_UPDATE("incremental update"),
    /// Loads a solution version into its campaign: the first one, or that of an update.
    DEPLOY("deployment"),
    /// Trains a recommender: first, for an update, or because its time has come; and loads what was trained.
    TRAIN_RECOMMENDER("training"),
    /// Takes a recommender that is to rest, or to wake, to INACTIVE or ACTIVE.
    SWITCH_RECOMMENDER("start or stop"),
    /// Recommends for each line of a batch job's files.
    BATCH_INFERENCE("batch inference"),
    /// Finds users for each line of a batch job's files.
    BATCH_SEGMENT("search for segments"),
    /// Writes a dataset's rows to S3.
    EXPORT("export"),
    /// Writes what a metric attribution has counted since the last time to S3.
    REPORT_ATTRIBUTION("report"),
    /// Removes users from a dataset group.
    DELETE_USERS("deletion of users");

    private final String noun;

    TaskName(String noun) {
        this.noun = noun;
    }

    /// What messages call such a job, after "the".
    public String noun() {
        return noun;
    }
}
