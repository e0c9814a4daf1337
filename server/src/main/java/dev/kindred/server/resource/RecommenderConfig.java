package dev.kindred.server.resource;

import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.ParameterName;
import dev.kindred.server.constraint.ParameterValue;
import dev.kindred.server.constraint.Range;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The configuration of a recommender's training and recommendations.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_RecommenderConfig.html">API reference</a>
public record RecommenderConfig(
        @Length(max = 100) @Nullable Map<@ParameterName String, @ParameterValue String> itemExplorationConfig,
        @Range(min = 1) @Nullable Integer minRecommendationRequestsPerSecond,
        @Nullable TrainingDataConfig trainingDataConfig,
        @Nullable Boolean enableMetadataWithRecommendations) {}
