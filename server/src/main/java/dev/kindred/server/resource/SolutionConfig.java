package dev.kindred.server.resource;

import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.ParameterName;
import dev.kindred.server.constraint.ParameterValue;
import dev.kindred.server.constraint.ShortText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The training configuration of a solution.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_SolutionConfig.html">API reference</a>
public record SolutionConfig(
        @ShortText @Nullable String eventValueThreshold,
        @Nullable HPOConfig hpoConfig,
        @Length(max = 100) @Nullable Map<@ParameterName String, @ParameterValue String> algorithmHyperParameters,
        @Length(max = 100) @Nullable Map<@ParameterName String, @ParameterValue String> featureTransformationParameters,
        @Nullable AutoMLConfig autoMLConfig,
        @Nullable EventsConfig eventsConfig,
        @Nullable OptimizationObjective optimizationObjective,
        @Nullable TrainingDataConfig trainingDataConfig,
        @Nullable AutoTrainingConfig autoTrainingConfig) {

    /// The configuration of a solution that was created without one.
    public static final SolutionConfig EMPTY = new SolutionConfig(null, null, null, null, null, null, null, null, null);

    /// Returns this configuration after an update. Absent members keep their values.
    SolutionConfig updated(@Nullable SolutionUpdateConfig update) {
        if (update == null) {
            return this;
        }
        return new SolutionConfig(
                eventValueThreshold,
                hpoConfig,
                algorithmHyperParameters,
                featureTransformationParameters,
                autoMLConfig,
                update.eventsConfig() == null ? eventsConfig : update.eventsConfig(),
                optimizationObjective,
                trainingDataConfig,
                update.autoTrainingConfig() == null ? autoTrainingConfig : update.autoTrainingConfig());
    }
}
