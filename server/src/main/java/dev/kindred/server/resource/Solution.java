package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A recipe with its configuration. Each training on the data of the dataset group creates a solution version.
///
/// @param latestSolutionVersion its newest version; null in the catalog, added by Describe operations
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_Solution.html">API reference</a>
public record Solution(
        String name,
        Arn solutionArn,
        boolean performHPO,
        boolean performAutoML,
        boolean performAutoTraining,
        boolean performIncrementalUpdate,
        @Nullable Arn recipeArn,
        Arn datasetGroupArn,
        @Nullable String eventType,
        SolutionConfig solutionConfig,
        @Nullable AutoMLResult autoMLResult,
        Status status,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable SolutionVersionSummary latestSolutionVersion,
        @Nullable SolutionUpdateSummary latestSolutionUpdate)
        implements Resource.Living<Solution> {

    @Override
    public Solution on(LifeCycleEvent event, Instant now) {
        return with(LifeCycle.after(solutionArn, status, event), now, latestSolutionUpdate);
    }

    /// Returns this solution with the recipe that AutoML selected.
    public Solution chosen(Arn bestRecipe) {
        return new Solution(
                name,
                solutionArn,
                performHPO,
                performAutoML,
                performAutoTraining,
                performIncrementalUpdate,
                recipeArn,
                datasetGroupArn,
                eventType,
                solutionConfig,
                new AutoMLResult(bestRecipe),
                status,
                creationDateTime,
                lastUpdatedDateTime,
                latestSolutionVersion,
                latestSolutionUpdate);
    }

    /// Returns this solution with its newest version, as Describe operations show it.
    public Solution showing(SolutionVersion newest) {
        return new Solution(
                name,
                solutionArn,
                performHPO,
                performAutoML,
                performAutoTraining,
                performIncrementalUpdate,
                recipeArn,
                datasetGroupArn,
                eventType,
                solutionConfig,
                autoMLResult,
                status,
                creationDateTime,
                lastUpdatedDateTime,
                SolutionVersionSummary.of(newest),
                latestSolutionUpdate);
    }

    /// Returns the interval between two automatic trainings, in days.
    public int trainingIntervalDays() {
        var schedule = solutionConfig.autoTrainingConfig();
        return schedule == null ? AutoTrainingConfig.DEFAULT_DAYS : schedule.days();
    }

    /// Returns this solution after an update of its configuration. Absent members keep their values.
    public Solution updated(SolutionUpdateSummary update) {
        return new Solution(
                name,
                solutionArn,
                performHPO,
                performAutoML,
                update.performAutoTraining() == null ? performAutoTraining : update.performAutoTraining(),
                update.performIncrementalUpdate() == null
                        ? performIncrementalUpdate
                        : update.performIncrementalUpdate(),
                recipeArn,
                datasetGroupArn,
                eventType,
                solutionConfig.updated(update.solutionUpdateConfig()),
                autoMLResult,
                status,
                creationDateTime,
                update.lastUpdatedDateTime(),
                latestSolutionVersion,
                update);
    }

    private Solution with(Status newStatus, Instant now, @Nullable SolutionUpdateSummary update) {
        return new Solution(
                name,
                solutionArn,
                performHPO,
                performAutoML,
                performAutoTraining,
                performIncrementalUpdate,
                recipeArn,
                datasetGroupArn,
                eventType,
                solutionConfig,
                autoMLResult,
                newStatus,
                creationDateTime,
                now,
                latestSolutionVersion,
                update);
    }

    @Override
    public Arn arn() {
        return solutionArn;
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.SOLUTION;
    }

    @Override
    public Arn parent() {
        return datasetGroupArn;
    }
}
