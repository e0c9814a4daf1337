package dev.kindred.server.operation.recommender;

import dev.kindred.server.operation.GroupSchemas;
import dev.kindred.server.operation.RecommendingConfig;
import dev.kindred.server.operation.TrainingColumns;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.resource.RecommenderConfig;
import org.jspecify.annotations.Nullable;

/// Validation of a recommender's configuration for its use case and the columns of its dataset group.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_RecommenderConfig.html">API reference</a>
final class RecommenderRules {

    private RecommenderRules() {}

    /// Validates the configuration.
    ///
    /// @throws InvalidInput naming the invalid member
    static void check(RecommenderConfig config, RecipeFacts recipe, GroupSchemas schemas) {
        RecommendingConfig.checkExploration(config.itemExplorationConfig(), recipe, 1);
        RecommendingConfig.checkMetadata(config.enableMetadataWithRecommendations(), recipe, schemas);
        TrainingColumns.check(config.trainingDataConfig(), schemas);
    }

    /// Returns `asked` with absent members taken from `before`.
    static RecommenderConfig merged(@Nullable RecommenderConfig asked, RecommenderConfig before) {
        if (asked == null) {
            return before;
        }
        return new RecommenderConfig(
                orElse(asked.itemExplorationConfig(), before.itemExplorationConfig()),
                orElse(asked.minRecommendationRequestsPerSecond(), before.minRecommendationRequestsPerSecond()),
                orElse(asked.trainingDataConfig(), before.trainingDataConfig()),
                orElse(asked.enableMetadataWithRecommendations(), before.enableMetadataWithRecommendations()));
    }

    private static <T> @Nullable T orElse(@Nullable T asked, @Nullable T before) {
        return asked == null ? before : asked;
    }
}
