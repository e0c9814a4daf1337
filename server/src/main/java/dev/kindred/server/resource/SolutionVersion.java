package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A model of a solution, trained or in training. It records the solution's configuration at the time of the training
/// request.
///
/// @param recipeArn the recipe of the training, or null until AutoML has selected one
/// @param trainingHours the duration of the training, or null before it has succeeded
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_SolutionVersion.html">API reference</a>
public record SolutionVersion(
        @Nullable String name,
        Arn solutionVersionArn,
        Arn solutionArn,
        boolean performHPO,
        boolean performAutoML,
        boolean performIncrementalUpdate,
        @Nullable Arn recipeArn,
        @Nullable String eventType,
        Arn datasetGroupArn,
        SolutionConfig solutionConfig,
        @Nullable Double trainingHours,
        TrainingMode trainingMode,
        @Nullable TunedHPOParams tunedHPOParams,
        Status status,
        @Nullable String failureReason,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        TrainingType trainingType)
        implements Resource.Living<SolutionVersion> {

    /// Returns a version of `solution` that waits for training.
    public static SolutionVersion pending(
            Solution solution,
            Arn arn,
            @Nullable String name,
            TrainingMode trainingMode,
            TrainingType trainingType,
            Instant now) {
        return new SolutionVersion(
                name,
                arn,
                solution.arn(),
                solution.performHPO(),
                solution.performAutoML(),
                solution.performIncrementalUpdate(),
                solution.recipeArn(),
                solution.eventType(),
                solution.datasetGroupArn(),
                solution.solutionConfig(),
                null,
                trainingMode,
                null,
                Status.CREATE_PENDING,
                null,
                now,
                now,
                trainingType);
    }

    @Override
    public SolutionVersion on(LifeCycleEvent event, Instant now) {
        return with(
                LifeCycle.after(solutionVersionArn, status, event),
                reason(event),
                now,
                trainingHours,
                recipeArn,
                tunedHPOParams);
    }

    /// Returns this version with the result of its training. The status changes with the event that follows.
    ///
    /// @param hours the duration of the training
    /// @param recipe the recipe of the training, which AutoML may have selected
    /// @param tuned the result of hyper-parameter optimization, or null if there was none
    public SolutionVersion trained(double hours, Arn recipe, @Nullable TunedHPOParams tuned) {
        return with(status, failureReason, lastUpdatedDateTime, hours, recipe, tuned);
    }

    private static @Nullable String reason(LifeCycleEvent event) {
        return event instanceof LifeCycleEvent.Failed failed ? failed.reason() : null;
    }

    private SolutionVersion with(
            Status newStatus,
            @Nullable String reason,
            Instant updated,
            @Nullable Double hours,
            @Nullable Arn recipe,
            @Nullable TunedHPOParams tuned) {
        return new SolutionVersion(
                name,
                solutionVersionArn,
                solutionArn,
                performHPO,
                performAutoML,
                performIncrementalUpdate,
                recipe,
                eventType,
                datasetGroupArn,
                solutionConfig,
                hours,
                trainingMode,
                tuned,
                newStatus,
                newStatus == Status.CREATE_FAILED ? reason : null,
                creationDateTime,
                updated,
                trainingType);
    }

    @Override
    public Arn arn() {
        return solutionVersionArn;
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.SOLUTION_VERSION;
    }

    @Override
    public Arn parent() {
        return solutionArn;
    }
}
