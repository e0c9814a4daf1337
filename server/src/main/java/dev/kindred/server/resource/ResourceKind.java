package dev.kindred.server.resource;

import java.util.Arrays;
import java.util.Optional;

/// The kinds of resources that callers own.
public enum ResourceKind {
    DATASET_GROUP("dataset-group", DatasetGroup.class, true),
    SCHEMA("schema", DatasetSchema.class, false),
    DATASET("dataset", Dataset.class, true),
    DATASET_IMPORT_JOB("dataset-import-job", DatasetImportJob.class, true),
    EVENT_TRACKER("event-tracker", EventTracker.class, true),
    SOLUTION("solution", Solution.class, true),
    SOLUTION_VERSION("solution", SolutionVersion.class, true), // its ARN is the solution's ARN followed by an id
    CAMPAIGN("campaign", Campaign.class, true),
    RECOMMENDER("recommender", Recommender.class, true),
    FILTER("filter", Filter.class, true),
    METRIC_ATTRIBUTION("metric-attribution", MetricAttribution.class, false),
    BATCH_INFERENCE_JOB("batch-inference-job", BatchInferenceJob.class, true),
    BATCH_SEGMENT_JOB("batch-segment-job", BatchSegmentJob.class, true),
    DATASET_EXPORT_JOB("dataset-export-job", DatasetExportJob.class, true),
    DATA_DELETION_JOB("data-deletion-job", DataDeletionJob.class, true);

    private final String arnType;
    private final Class<? extends Resource> type;
    private final boolean taggable;

    ResourceKind(String arnType, Class<? extends Resource> type, boolean taggable) {
        this.arnType = arnType;
        this.type = type;
        this.taggable = taggable;
    }

    /// Returns the kind of the resource with the given ARN.
    public static Optional<ResourceKind> find(Arn arn) {
        if (arn.type().equals(SOLUTION_VERSION.arnType)) {
            return Optional.of(arn.rest().contains("/") ? SOLUTION_VERSION : SOLUTION);
        }
        return Arrays.stream(values())
                .filter(kind -> kind.arnType.equals(arn.type()))
                .findFirst();
    }

    public String arnType() {
        return arnType;
    }

    /// Returns the record class of this kind.
    public Class<? extends Resource> type() {
        return type;
    }

    public boolean isTaggable() {
        return taggable;
    }
}
