package dev.kindred.server.resource;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A trained and deployed use case of a domain.
///
/// @param modelMetrics the metrics of its newest model; null in the catalog, added by Describe operations
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_Recommender.html">API reference</a>
public record Recommender(
        Arn recommenderArn,
        Arn datasetGroupArn,
        String name,
        Arn recipeArn,
        RecommenderConfig recommenderConfig,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        Status status,
        @Nullable String failureReason,
        @Nullable RecommenderUpdateSummary latestRecommenderUpdate,
        @Nullable Map<String, Double> modelMetrics)
        implements Resource.Living<Recommender> {

    @Override
    public Recommender on(LifeCycleEvent event, Instant now) {
        return with(
                recommenderConfig,
                LifeCycle.after(recommenderArn, status, event),
                event instanceof LifeCycleEvent.Failed failed ? failed.reason() : null,
                now,
                latestRecommenderUpdate);
    }

    /// Returns this recommender with a pending update.
    public Recommender updating(RecommenderConfig config, Instant now) {
        return with(
                recommenderConfig,
                status,
                failureReason,
                now,
                new RecommenderUpdateSummary(config, now, now, Status.CREATE_PENDING, null));
    }

    /// Returns this recommender after `event` of its update. The recommender keeps its configuration until the update
    /// is ACTIVE, and keeps it if the update fails.
    public Recommender onUpdate(LifeCycleEvent event, Instant now) {
        if (latestRecommenderUpdate == null) {
            throw new IllegalStateException(recommenderArn + " has no update under way");
        }
        var update = latestRecommenderUpdate.on(recommenderArn, event, now);
        boolean done = update.status() == Status.ACTIVE;
        return with(done ? update.recommenderConfig() : recommenderConfig, status, failureReason, now, update);
    }

    /// Returns whether an update has not ended.
    public boolean hasUpdateUnderWay() {
        return latestRecommenderUpdate != null
                && latestRecommenderUpdate.status().isBeingCreated();
    }

    /// Returns whether the pending update changes the training columns and therefore requires a new model.
    public boolean needsTrainingForUpdate() {
        return latestRecommenderUpdate != null
                && hasUpdateUnderWay()
                && !Objects.equals(
                        latestRecommenderUpdate.recommenderConfig().trainingDataConfig(),
                        recommenderConfig.trainingDataConfig());
    }

    /// Returns this recommender with the metrics of its model, as Describe operations show it.
    public Recommender showing(Map<String, Double> metrics) {
        return new Recommender(
                recommenderArn,
                datasetGroupArn,
                name,
                recipeArn,
                recommenderConfig,
                creationDateTime,
                lastUpdatedDateTime,
                status,
                failureReason,
                latestRecommenderUpdate,
                metrics);
    }

    private Recommender with(
            RecommenderConfig config,
            Status newStatus,
            @Nullable String reason,
            Instant now,
            @Nullable RecommenderUpdateSummary update) {
        return new Recommender(
                recommenderArn,
                datasetGroupArn,
                name,
                recipeArn,
                config,
                creationDateTime,
                now,
                newStatus,
                reason,
                update,
                modelMetrics);
    }

    @Override
    public Arn arn() {
        return recommenderArn;
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.RECOMMENDER;
    }

    @Override
    public Arn parent() {
        return datasetGroupArn;
    }
}
