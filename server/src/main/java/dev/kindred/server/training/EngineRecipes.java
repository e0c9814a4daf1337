package dev.kindred.server.training;

import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.Recipe.Objective;
import dev.kindred.engine.recipe.Recipe.Percentiles;
import dev.kindred.engine.recipe.action.ActionTraining;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.recipe.TrainingSettings;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Maps a recipe of the service and its parameters to a recipe of the engine.
final class EngineRecipes {

    private EngineRecipes() {}

    /// Returns the engine's recipe for `recipe`.
    ///
    /// @param hyperParameters the given ones; the others have their defaults
    /// @param transformation the given parameters of the feature transformation; the others have their defaults
    /// @param objective the objective besides relevance, or null
    /// @throws IllegalArgumentException for a recipe of actions, see [#actionsOf]
    static Recipe of(
            RecipeFacts recipe,
            Map<String, String> hyperParameters,
            Map<String, String> transformation,
            @Nullable Objective objective) {
        var settings = TrainingSettings.of(recipe, hyperParameters, transformation);
        return switch (settings.algorithm()) {
            case SEQUENCE_PERSONALIZATION -> new Recipe.SequencePersonalization(settings.truth("apply_recency_bias"));
            case PERSONALIZATION ->
                new Recipe.Personalization(
                        settings.wholeNumber("hidden_dimension"),
                        settings.truth("recency_mask"),
                        historyLengths(settings),
                        objective);
            case SIMILAR_ITEMS ->
                new Recipe.SimilarItems(
                        settings.realNumber("popularity_discount_factor"),
                        settings.wholeNumber("item_id_hidden_dim"),
                        settings.wholeNumber("item_metadata_hidden_dim"));
            case CO_INTERACTIONS ->
                new Recipe.Sims(
                        settings.realNumber("popularity_discount_factor"),
                        settings.wholeNumber("min_cointeraction_count"),
                        historyLengths(settings),
                        new Percentiles(
                                settings.realNumber("min_item_interaction_count_percentile"),
                                settings.realNumber("max_item_interaction_count_percentile")));
            case SEMANTIC_SIMILARITY -> new Recipe.SemanticSimilarity();
            case ITEM_AFFINITY -> new Recipe.ItemAffinity(settings.wholeNumber("hidden_dimension"));
            case ITEM_ATTRIBUTE_AFFINITY -> new Recipe.ItemAttributeAffinity(settings.wholeNumber("hidden_dimension"));
            case TREND -> new Recipe.TrendingNow(span(settings.text("trend_discovery_frequency")));
            case POPULARITY -> new Recipe.PopularityCount();
            case ACTION_PROPENSITY -> throw new IllegalArgumentException(recipe.name() + " ranks no items");
        };
    }

    private static Percentiles historyLengths(TrainingSettings settings) {
        return new Percentiles(
                settings.realNumber("min_user_history_length_percentile"),
                settings.realNumber("max_user_history_length_percentile"));
    }

    /// Returns the settings of a model of actions by `recipe`.
    ///
    /// @param transformation the given parameters of the feature transformation; the others have their defaults
    static ActionTraining.Settings actionsOf(RecipeFacts recipe, Map<String, String> transformation) {
        var settings = TrainingSettings.of(recipe, Map.of(), transformation);
        return ActionTraining.Settings.of(Duration.ofDays(settings.wholeNumber("action_optimization_period")));
    }

    /// Parses a duration in the form of the recipe's guide, in any case: `30 minutes`, `2 hours`, `1 day`.
    static Duration span(String text) {
        var words = text.strip().split("\\s+", 2);
        long amount = Long.parseLong(words[0]);
        return switch (words[1].charAt(0)) {
            case 'm', 'M' -> Duration.ofMinutes(amount);
            case 'h', 'H' -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
