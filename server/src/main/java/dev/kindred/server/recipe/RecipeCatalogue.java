package dev.kindred.server.recipe;

import static dev.kindred.server.recipe.RecipeAbility.AUTO_UPDATE;
import static dev.kindred.server.recipe.RecipeAbility.BATCH_INFERENCE;
import static dev.kindred.server.recipe.RecipeAbility.BATCH_SEGMENTS;
import static dev.kindred.server.recipe.RecipeAbility.CAMPAIGNS;
import static dev.kindred.server.recipe.RecipeAbility.CONTEXT;
import static dev.kindred.server.recipe.RecipeAbility.EVENT_FILTERS;
import static dev.kindred.server.recipe.RecipeAbility.EVENT_WEIGHTS;
import static dev.kindred.server.recipe.RecipeAbility.EXPLORATION;
import static dev.kindred.server.recipe.RecipeAbility.HYPERPARAMETER_SEARCH;
import static dev.kindred.server.recipe.RecipeAbility.INCREMENTAL_UPDATE;
import static dev.kindred.server.recipe.RecipeAbility.ITEMS_ALONE;
import static dev.kindred.server.recipe.RecipeAbility.METADATA;
import static dev.kindred.server.recipe.RecipeAbility.METADATA_WITHOUT_ASKING;
import static dev.kindred.server.recipe.RecipeAbility.NEEDS_ACTIONS_DATASET;
import static dev.kindred.server.recipe.RecipeAbility.NEEDS_ITEM;
import static dev.kindred.server.recipe.RecipeAbility.NEEDS_ITEMS_DATASET;
import static dev.kindred.server.recipe.RecipeAbility.NEEDS_USER;
import static dev.kindred.server.recipe.RecipeAbility.OPTIMIZATION;
import static dev.kindred.server.recipe.RecipeAbility.PROMOTIONS;
import static dev.kindred.server.recipe.RecipeAbility.RANKING_INFLUENCE;
import static dev.kindred.server.recipe.RecipeAbility.REAL_TIME;
import static dev.kindred.server.recipe.RecipeAbility.REASONS;
import static dev.kindred.server.recipe.RecipeAbility.SCORES;
import static dev.kindred.server.recipe.RecipeAbility.TEXTS;
import static dev.kindred.server.recipe.RecipeAbility.THEMES;
import static dev.kindred.server.recipe.RecipeAbility.UPDATE_TRAINING;
import static dev.kindred.server.recipe.RecipeFacts.custom;
import static dev.kindred.server.recipe.RecipeFacts.succeeded;
import static dev.kindred.server.recipe.RecipeFacts.useCase;

import dev.kindred.server.recipe.HyperParameter.Choice;
import dev.kindred.server.recipe.HyperParameter.RealNumber;
import dev.kindred.server.recipe.HyperParameter.WholeNumber;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All recipes of the service: their parameters, abilities and requirements.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/working-with-predefined-recipes.html">
/// Choosing a recipe</a>
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/domain-use-cases.html">Choosing recommender
/// use cases</a>
public final class RecipeCatalogue {

    private static final int UNBOUNDED = 1_000_000; // for ranges without an upper end in AWS's documentation; taste

    private static final List<HyperParameter> HISTORY_LENGTH = List.of(
            new RealNumber("min_user_history_length_percentile", 0.0, 0, 1, false),
            new RealNumber("max_user_history_length_percentile", 0.99, 0, 1, false));

    /// The recipe that replaces the legacy aws-hrnn recipes in training.
    private static final String SUCCESSOR = "aws-user-personalization";

    /// Use cases include short histories and the items with the most and the fewest interactions, which
    /// `aws-sims` excludes. AWS documents no percentiles of use cases: taste.
    private static final Map<String, String> ALL_HISTORIES = Map.of(
            "min_user_history_length_percentile", "0.0",
            "min_item_interaction_count_percentile", "0.0",
            "max_item_interaction_count_percentile", "1.0");

    private static final List<RecipeFacts> RECIPES = List.of(
            custom(
                            "aws-user-personalization-v2",
                            RecipeType.USER_PERSONALIZATION,
                            TrainingAlgorithm.SEQUENCE_PERSONALIZATION,
                            "2024-01-01")
                    .able(
                            NEEDS_USER,
                            REAL_TIME,
                            AUTO_UPDATE,
                            SCORES,
                            REASONS,
                            PROMOTIONS,
                            CONTEXT,
                            METADATA,
                            METADATA_WITHOUT_ASKING,
                            EVENT_WEIGHTS,
                            BATCH_INFERENCE,
                            CAMPAIGNS)
                    .described(
                            "Recommends items to a user from the order of what the user did, with exploration of new items.")
                    .with(choice("apply_recency_bias")),
            custom(
                            "aws-user-personalization",
                            RecipeType.USER_PERSONALIZATION,
                            TrainingAlgorithm.PERSONALIZATION,
                            "2019-06-10")
                    .able(
                            NEEDS_USER,
                            REAL_TIME,
                            AUTO_UPDATE,
                            SCORES,
                            PROMOTIONS,
                            CONTEXT,
                            METADATA,
                            EXPLORATION,
                            OPTIMIZATION,
                            HYPERPARAMETER_SEARCH,
                            UPDATE_TRAINING,
                            BATCH_INFERENCE,
                            CAMPAIGNS)
                    .described(
                            "Recommends items to a user from what the user and others did, with exploration of new items.")
                    .with(recurrent(149))
                    .prepared("aws-user-personalization", HISTORY_LENGTH),
            custom(
                            "aws-personalized-ranking-v2",
                            RecipeType.PERSONALIZED_RANKING,
                            TrainingAlgorithm.SEQUENCE_PERSONALIZATION,
                            "2024-01-01")
                    .able(
                            NEEDS_USER,
                            REAL_TIME,
                            SCORES,
                            CONTEXT,
                            METADATA,
                            METADATA_WITHOUT_ASKING,
                            EVENT_WEIGHTS,
                            BATCH_INFERENCE,
                            CAMPAIGNS)
                    .described("Orders a list of items for a user, from the order of what the user did.")
                    .with(choice("apply_recency_bias")),
            custom(
                            "aws-personalized-ranking",
                            RecipeType.PERSONALIZED_RANKING,
                            TrainingAlgorithm.PERSONALIZATION,
                            "2019-06-10")
                    .able(
                            NEEDS_USER,
                            REAL_TIME,
                            SCORES,
                            CONTEXT,
                            METADATA,
                            OPTIMIZATION,
                            HYPERPARAMETER_SEARCH,
                            BATCH_INFERENCE,
                            CAMPAIGNS)
                    .described("Orders a list of items for a user.")
                    .with(recurrent(149))
                    .prepared("JSON-percentile-filtering", HISTORY_LENGTH),
            custom("aws-similar-items", RecipeType.RELATED_ITEMS, TrainingAlgorithm.SIMILAR_ITEMS, "2021-07-15")
                    .able(
                            NEEDS_ITEM,
                            TEXTS,
                            PROMOTIONS,
                            METADATA,
                            HYPERPARAMETER_SEARCH,
                            BATCH_INFERENCE,
                            THEMES,
                            CAMPAIGNS)
                    .described("Finds items similar to an item, from what users did and from the items' metadata.")
                    .with(
                            new RealNumber("popularity_discount_factor", 0.0, 0, 1, false),
                            new WholeNumber("item_id_hidden_dim", 100, 30, 200, true),
                            new WholeNumber("item_metadata_hidden_dim", 100, 30, 200, true)),
            custom("aws-sims", RecipeType.RELATED_ITEMS, TrainingAlgorithm.CO_INTERACTIONS, "2019-06-10")
                    .able(NEEDS_ITEM, PROMOTIONS, METADATA, HYPERPARAMETER_SEARCH, BATCH_INFERENCE, CAMPAIGNS)
                    .described("Finds items that the same users interact with.")
                    .with(
                            new RealNumber("popularity_discount_factor", 0.5, 0, 1, true),
                            new WholeNumber("min_cointeraction_count", 3, 0, 10, true))
                    .prepared(
                            "sims",
                            List.of(
                                    new RealNumber("min_user_history_length_percentile", 0.005, 0, 1, false),
                                    new RealNumber("max_user_history_length_percentile", 0.995, 0, 1, false),
                                    new RealNumber("min_item_interaction_count_percentile", 0.01, 0, 1, false),
                                    new RealNumber("max_item_interaction_count_percentile", 0.9, 0, 1, false))),
            custom(
                            "aws-semantic-similarity",
                            RecipeType.RELATED_ITEMS,
                            TrainingAlgorithm.SEMANTIC_SIMILARITY,
                            "2024-01-01")
                    .able(
                            NEEDS_ITEM,
                            NEEDS_ITEMS_DATASET,
                            ITEMS_ALONE,
                            TEXTS,
                            INCREMENTAL_UPDATE,
                            METADATA,
                            METADATA_WITHOUT_ASKING,
                            RANKING_INFLUENCE,
                            BATCH_INFERENCE,
                            CAMPAIGNS)
                    .described("Finds items whose texts mean something similar."),
            custom("aws-trending-now", RecipeType.POPULAR_ITEMS, TrainingAlgorithm.TREND, "2023-01-01")
                    .able(PROMOTIONS, METADATA, CAMPAIGNS)
                    .described("Finds the items whose popularity grows fastest.")
                    .trainedBy("aws-trending-now-custom")
                    .prepared(
                            "aws-trending-now",
                            List.of(new Choice(
                                    "trend_discovery_frequency",
                                    "2 hours",
                                    List.of("30 minutes", "1 hour", "2 hours", "3 hours", "1 day"),
                                    false))),
            custom("aws-popularity-count", RecipeType.POPULAR_ITEMS, TrainingAlgorithm.POPULARITY, "2019-06-10")
                    .able(PROMOTIONS, METADATA, BATCH_INFERENCE, CAMPAIGNS)
                    .described("Finds the items that most users interact with.")
                    .prepared("sims", List.of()),
            custom(
                            "aws-next-best-action",
                            RecipeType.PERSONALIZED_ACTIONS,
                            TrainingAlgorithm.ACTION_PROPENSITY,
                            "2023-08-11")
                    .able(NEEDS_USER, NEEDS_ACTIONS_DATASET, REAL_TIME, AUTO_UPDATE, SCORES, CAMPAIGNS)
                    .described("Recommends the actions that a user is most likely to take.")
                    .prepared(
                            "aws-next-best-action",
                            List.of(new WholeNumber("action_optimization_period", 14, 7, 28, false))),
            custom("aws-item-affinity", RecipeType.USER_SEGMENTATION, TrainingAlgorithm.ITEM_AFFINITY, "2021-07-15")
                    .able(BATCH_SEGMENTS, EVENT_FILTERS)
                    .described("Finds the users most likely to interact with an item.")
                    .with(new WholeNumber("hidden_dimension", 149, 32, 256, false))
                    .prepared("item-affinity", List.of()),
            custom(
                            "aws-item-attribute-affinity",
                            RecipeType.USER_SEGMENTATION,
                            TrainingAlgorithm.ITEM_ATTRIBUTE_AFFINITY,
                            "2021-08-25")
                    .able(NEEDS_ITEMS_DATASET, BATCH_SEGMENTS)
                    .described("Finds the users most likely to interact with items that have certain attributes.")
                    .with(new WholeNumber("hidden_dimension", 149, 32, 256, false))
                    .prepared("item-attribute-affinity", List.of()),
            succeeded("aws-hrnn", RecipeType.USER_PERSONALIZATION, SUCCESSOR, "2019-06-10")
                    .able(
                            NEEDS_USER,
                            REAL_TIME,
                            AUTO_UPDATE,
                            SCORES,
                            PROMOTIONS,
                            CONTEXT,
                            METADATA,
                            EXPLORATION,
                            OPTIMIZATION,
                            HYPERPARAMETER_SEARCH,
                            BATCH_INFERENCE,
                            CAMPAIGNS)
                    .described("Recommends items to a user. Succeeded by aws-user-personalization.")
                    .with(recurrent(43))
                    .prepared("JSON-percentile-filtering", HISTORY_LENGTH),
            succeeded("aws-hrnn-metadata", RecipeType.USER_PERSONALIZATION, SUCCESSOR, "2019-06-10")
                    .able(
                            NEEDS_USER,
                            REAL_TIME,
                            AUTO_UPDATE,
                            SCORES,
                            PROMOTIONS,
                            CONTEXT,
                            METADATA,
                            EXPLORATION,
                            OPTIMIZATION,
                            HYPERPARAMETER_SEARCH,
                            BATCH_INFERENCE,
                            CAMPAIGNS)
                    .described("Recommends items to a user, with metadata. Succeeded by aws-user-personalization.")
                    .with(recurrent(43))
                    .prepared("featurize_metadata", HISTORY_LENGTH),
            succeeded("aws-hrnn-coldstart", RecipeType.USER_PERSONALIZATION, SUCCESSOR, "2019-06-10")
                    .able(
                            NEEDS_USER,
                            REAL_TIME,
                            AUTO_UPDATE,
                            SCORES,
                            PROMOTIONS,
                            CONTEXT,
                            METADATA,
                            EXPLORATION,
                            OPTIMIZATION,
                            HYPERPARAMETER_SEARCH,
                            UPDATE_TRAINING,
                            BATCH_INFERENCE,
                            CAMPAIGNS)
                    .described("Recommends new items to a user. Succeeded by aws-user-personalization.")
                    .with(recurrent(149))
                    .prepared(
                            "featurize_coldstart",
                            List.of(
                                    HISTORY_LENGTH.getFirst(),
                                    HISTORY_LENGTH.getLast(),
                                    new WholeNumber("cold_start_max_interactions", 15, 1, UNBOUNDED, false),
                                    new RealNumber("cold_start_max_duration", 5.0, 0, UNBOUNDED, false),
                                    new Choice(
                                            "cold_start_relative_from",
                                            "latestItem",
                                            List.of("latestItem", "currentTime"),
                                            false))),
            useCase("aws-ecomm-popular-items-by-views", "ECOMMERCE", RecipeType.POPULAR_ITEMS, "aws-popularity-count")
                    .able(NEEDS_USER, PROMOTIONS, METADATA)
                    .needing("View")
                    .described("Finds the items that are viewed most."),
            useCase(
                            "aws-ecomm-popular-items-by-purchases",
                            "ECOMMERCE",
                            RecipeType.POPULAR_ITEMS,
                            "aws-popularity-count")
                    .able(NEEDS_USER, PROMOTIONS, METADATA)
                    .needing("Purchase")
                    .described("Finds the items that are purchased most."),
            useCase("aws-ecomm-frequently-bought-together", "ECOMMERCE", RecipeType.RELATED_ITEMS, "aws-sims")
                    .overriding(ALL_HISTORIES)
                    .able(NEEDS_ITEM, PROMOTIONS, METADATA)
                    .needing("Purchase")
                    .described("Finds items that are purchased together with an item."),
            useCase("aws-ecomm-customers-who-viewed-x-also-viewed", "ECOMMERCE", RecipeType.RELATED_ITEMS, "aws-sims")
                    .overriding(ALL_HISTORIES)
                    .able(NEEDS_USER, NEEDS_ITEM, PROMOTIONS, METADATA)
                    .needing("View")
                    .hiding("Purchase")
                    .described("Finds items that are viewed by those who view an item."),
            useCase(
                            "aws-ecomm-recommended-for-you",
                            "ECOMMERCE",
                            RecipeType.USER_PERSONALIZATION,
                            "aws-user-personalization")
                    .able(NEEDS_USER, REAL_TIME, AUTO_UPDATE, PROMOTIONS, CONTEXT, METADATA, EXPLORATION)
                    .hiding("Purchase")
                    .described("Recommends items to a shopper, without those the shopper purchased."),
            useCase("aws-vod-because-you-watched-x", "VIDEO_ON_DEMAND", RecipeType.RELATED_ITEMS, "aws-sims")
                    .overriding(ALL_HISTORIES)
                    .able(NEEDS_USER, NEEDS_ITEM, PROMOTIONS, METADATA)
                    .needing("Watch")
                    .hiding("Watch")
                    .described("Finds videos that are watched by those who watch a video."),
            useCase("aws-vod-more-like-x", "VIDEO_ON_DEMAND", RecipeType.RELATED_ITEMS, "aws-similar-items")
                    .able(NEEDS_USER, NEEDS_ITEM, NEEDS_ITEMS_DATASET, TEXTS, PROMOTIONS, METADATA)
                    .hiding("Watch")
                    .described("Finds videos similar to a video."),
            useCase("aws-vod-most-popular", "VIDEO_ON_DEMAND", RecipeType.POPULAR_ITEMS, "aws-popularity-count")
                    .able(NEEDS_USER, PROMOTIONS, METADATA)
                    .needing("Watch")
                    .described("Finds the videos that are watched most."),
            useCase("aws-vod-trending-now", "VIDEO_ON_DEMAND", RecipeType.POPULAR_ITEMS, "aws-trending-now")
                    .able(PROMOTIONS, METADATA)
                    .described("Finds the videos whose popularity grows fastest."),
            useCase("aws-vod-top-picks", "VIDEO_ON_DEMAND", RecipeType.USER_PERSONALIZATION, "aws-user-personalization")
                    .able(NEEDS_USER, REAL_TIME, AUTO_UPDATE, PROMOTIONS, CONTEXT, METADATA, EXPLORATION)
                    .hiding("Watch")
                    .described("Recommends videos to a viewer, without those the viewer watched."));

    private RecipeCatalogue() {}

    /// All recipes.
    public static List<RecipeFacts> all() {
        return RECIPES;
    }

    /// Returns the recipe with an ARN in `scope`.
    public static Optional<RecipeFacts> find(String arn, Scope scope) {
        return RECIPES.stream()
                .filter(recipe -> recipe.arn(scope).toString().equals(arn))
                .findFirst();
    }

    /// Returns the recipe with an ARN that was validated earlier, in any partition.
    public static RecipeFacts of(Arn arn) {
        if (!arn.type().equals(RecipeFacts.ARN_TYPE)) {
            throw new IllegalStateException(arn + " is not a recipe");
        }
        return named(arn.rest());
    }

    /// Returns the recipe with a name.
    public static RecipeFacts named(String name) {
        return RECIPES.stream()
                .filter(recipe -> recipe.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no recipe " + name));
    }

    /// Returns the type of the recipe with an ARN that was validated earlier.
    public static RecipeType typeOf(Arn arn) {
        return of(arn).type();
    }

    /// Returns the recipe that trains a solution of a recipe: the recipe, or its successor.
    public static RecipeFacts trainedAs(Arn arn) {
        var recipe = of(arn);
        return recipe.domain() == null && recipe.basis() instanceof TrainingBasis.Like like
                ? named(like.recipe())
                : recipe;
    }

    private static HyperParameter[] recurrent(int hiddenDimension) {
        return new HyperParameter[] {
            new WholeNumber("hidden_dimension", hiddenDimension, 32, 256, true),
            new WholeNumber("bptt", 32, 2, 32, true),
            new Choice("recency_mask", "true", List.of("true", "false"), true)
        };
    }

    private static HyperParameter choice(String name) {
        return new Choice(name, "true", List.of("true", "false"), false);
    }
}
