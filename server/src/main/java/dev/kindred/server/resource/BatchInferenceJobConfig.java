package dev.kindred.server.resource;

import dev.kindred.server.constraint.Fraction;
import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.ParameterName;
import dev.kindred.server.constraint.ParameterValue;
import dev.kindred.server.constraint.RankingFactor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The configuration of the recommendations of a batch inference job.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_BatchInferenceJobConfig.html">API reference</a>
public record BatchInferenceJobConfig(
        @Length(max = 100) @Nullable Map<@ParameterName String, @ParameterValue String> itemExplorationConfig,
        @Nullable Map<@RankingFactor String, @Fraction Double> rankingInfluence) {}
