package dev.kindred.server.operation.recommender;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Recommender;
import dev.kindred.server.resource.RecommenderConfig;
import dev.kindred.server.resource.Status;
import java.time.Instant;

/// The summary of a recommender in list responses.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_RecommenderSummary.html">API
/// reference</a>
public record RecommenderSummary(
        String name,
        Arn recommenderArn,
        Arn datasetGroupArn,
        Arn recipeArn,
        RecommenderConfig recommenderConfig,
        Status status,
        Instant creationDateTime,
        Instant lastUpdatedDateTime) {

    static RecommenderSummary of(Recommender it) {
        return new RecommenderSummary(
                it.name(),
                it.recommenderArn(),
                it.datasetGroupArn(),
                it.recipeArn(),
                it.recommenderConfig(),
                it.status(),
                it.creationDateTime(),
                it.lastUpdatedDateTime());
    }
}
