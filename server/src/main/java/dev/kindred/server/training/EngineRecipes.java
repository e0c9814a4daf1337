package dev.kindred.server.training;

import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.Recipe.Objective;
import dev.kindred.engine.recipe.Recipe.Percentiles;
import dev.kindred.engine.recipe.action.ActionTraining;
import dev.kindred.server.recipe.RecipeFacts;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which of the engine's recipes stands behind each of the service's, with its parameters read from their
/// texts.
final class EngineRecipes {

    private static final String SHORTEST = "min_user_history_length_percentile";
    private static final String LONGEST = "max_user_history_length_percentile";

    private EngineRecipes() {}

    /// Returns the engine's recipe for `recipe`.
    ///
    /// @param algorithm hyper-parameters as they were given; others have their defaults
    /// @param transformation likewise, those of the feature transformation
    /// @param objective what to favour beside relevance, or null
    static Recipe of(
            RecipeFacts recipe,
            Map<String, String> algorithm,
            Map<String, String> transformation,
            @Nullable Objective objective) {
        var values = recipe.algorithm().valuesWith(algorithm);
        var prepared = recipe.transformation().valuesWith(transformation);
        return switch (recipe.name()) {
            case "aws-user-personalization-v2", "aws-personalized-ranking-v2" ->
                new Recipe.SequencePersonalization(truth(values, "apply_recency_bias"));
            case "aws-user-personalization", "aws-personalized-ranking" ->
                new Recipe.Personalization(
                        whole(values, "hidden_dimension"),
                        whole(values, "bptt"),
                        truth(values, "recency_mask"),
                        percentiles(prepared, SHORTEST, LONGEST),
                        objective);
            case "aws-ecomm-recommended-for-you", "aws-vod-top-picks" ->
                new Recipe.Personalization(149, 32, true, new Percentiles(0, 0.99), null);
            case "aws-similar-items" ->
                new Recipe.SimilarItems(
                        real(values, "popularity_discount_factor"),
                        whole(values, "item_id_hidden_dim"),
                        whole(values, "item_metadata_hidden_dim"));
            case "aws-vod-more-like-x" -> new Recipe.SimilarItems(0, 100, 100);
            case "aws-semantic-similarity" -> new Recipe.SemanticSimilarity();
            case "aws-sims" ->
                new Recipe.Sims(
                        real(values, "popularity_discount_factor"),
                        whole(values, "min_cointeraction_count"),
                        percentiles(prepared, SHORTEST, LONGEST),
                        percentiles(
                                prepared,
                                "min_item_interaction_count_percentile",
                                "max_item_interaction_count_percentile"));
            case "aws-ecomm-frequently-bought-together",
                    "aws-ecomm-customers-who-viewed-x-also-viewed",
                    "aws-vod-because-you-watched-x" ->
                new Recipe.Sims(0.5, 3, new Percentiles(0, 0.995), Percentiles.ALL);
            case "aws-item-affinity" -> new Recipe.ItemAffinity(whole(values, "hidden_dimension"));
            case "aws-item-attribute-affinity" -> new Recipe.ItemAttributeAffinity(whole(values, "hidden_dimension"));
            case "aws-trending-now" -> new Recipe.TrendingNow(span(value(prepared, "trend_discovery_frequency")));
            case "aws-vod-trending-now" -> new Recipe.TrendingNow(Duration.ofHours(2));
            case "aws-popularity-count",
                    "aws-ecomm-popular-items-by-views",
                    "aws-ecomm-popular-items-by-purchases",
                    "aws-vod-most-popular" -> new Recipe.PopularityCount();
            default -> throw new IllegalArgumentException(recipe.name() + " cannot be trained");
        };
    }

    /// Returns how a model of actions is made by `recipe`.
    ///
    /// @param transformation parameters of the feature transformation as given; others have their defaults
    static ActionTraining.Settings actionsOf(RecipeFacts recipe, Map<String, String> transformation) {
        var prepared = recipe.transformation().valuesWith(transformation);
        return ActionTraining.Settings.of(Duration.ofDays(whole(prepared, "action_optimization_period")));
    }

    /// Reads a span as the recipe's guide writes it, in any case: `30 minutes`, `2 hours`, `1 day`.
    static Duration span(String text) {
        var words = text.strip().split("\\s+", 2);
        long amount = Long.parseLong(words[0]);
        return switch (words[1].charAt(0)) {
            case 'm', 'M' -> Duration.ofMinutes(amount);
            case 'h', 'H' -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static Percentiles percentiles(Map<String, String> values, String min, String max) {
        return new Percentiles(real(values, min), real(values, max));
    }

    private static int whole(Map<String, String> values, String name) {
        return Integer.parseInt(value(values, name));
    }

    private static double real(Map<String, String> values, String name) {
        return Double.parseDouble(value(values, name));
    }

    private static boolean truth(Map<String, String> values, String name) {
        return Boolean.parseBoolean(value(values, name));
    }

    private static String value(Map<String, String> values, String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the recipe has no " + name);
        }
        return value;
    }
}
