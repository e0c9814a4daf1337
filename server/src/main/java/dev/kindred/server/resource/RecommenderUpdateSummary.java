package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The latest update of a recommender.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_RecommenderUpdateSummary.html">API reference</a>
public record RecommenderUpdateSummary(
        RecommenderConfig recommenderConfig,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        Status status,
        @Nullable String failureReason) {

    RecommenderUpdateSummary on(Arn recommender, LifeCycleEvent event, Instant now) {
        return new RecommenderUpdateSummary(
                recommenderConfig,
                creationDateTime,
                now,
                LifeCycle.after(recommender, status, event),
                event instanceof LifeCycleEvent.Failed failed ? failed.reason() : null);
    }
}
