package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job that writes recommendations for each line of its input files.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_BatchInferenceJob.html">API reference</a>
public record BatchInferenceJob(
        String jobName,
        Arn batchInferenceJobArn,
        @Nullable String filterArn,
        @Nullable String failureReason,
        Arn solutionVersionArn,
        int numResults,
        BatchInferenceJobInput jobInput,
        BatchInferenceJobOutput jobOutput,
        @Nullable BatchInferenceJobConfig batchInferenceJobConfig,
        String roleArn,
        String batchInferenceJobMode,
        @Nullable ThemeGenerationConfig themeGenerationConfig,
        Status status,
        Instant creationDateTime,
        Instant lastUpdatedDateTime)
        implements Resource.Living<BatchInferenceJob> {

    /// The mode of a job that writes recommendations.
    public static final String INFERENCE = "BATCH_INFERENCE";

    /// The mode of a job that also writes a theme for each list of recommended items.
    public static final String THEMES = "THEME_GENERATION";

    @Override
    public BatchInferenceJob on(LifeCycleEvent event, Instant now) {
        return new BatchInferenceJob(
                jobName,
                batchInferenceJobArn,
                filterArn,
                event instanceof LifeCycleEvent.Failed failed ? failed.reason() : null,
                solutionVersionArn,
                numResults,
                jobInput,
                jobOutput,
                batchInferenceJobConfig,
                roleArn,
                batchInferenceJobMode,
                themeGenerationConfig,
                LifeCycle.after(batchInferenceJobArn, status, event),
                creationDateTime,
                now);
    }

    @Override
    public Arn arn() {
        return batchInferenceJobArn;
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.BATCH_INFERENCE_JOB;
    }

    @Override
    public Arn parent() {
        return solutionVersionArn;
    }
}
