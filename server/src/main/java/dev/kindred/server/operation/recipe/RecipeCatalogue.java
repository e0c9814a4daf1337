package dev.kindred.server.operation.recipe;

import dev.kindred.server.catalog.Arn;
import dev.kindred.server.catalog.Status;
import dev.kindred.server.operation.recipe.HyperParameter.Choice;
import dev.kindred.server.operation.recipe.HyperParameter.RealNumber;
import dev.kindred.server.operation.recipe.HyperParameter.WholeNumber;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Every recipe of the service with its algorithm and feature transformation. They belong to the service:
/// their ARNs have neither
/// region nor account.
///
/// @see <a
/// href="https://docs.aws.amazon.com/personalize/latest/dg/working-with-predefined-recipes.html">Choosing a
/// recipe</a>
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/domain-use-cases.html">Choosing
/// recommender use cases</a>
final class RecipeCatalogue {

    private static final int UNBOUNDED = 1_000_000;

    private static final List<HyperParameter> HISTORY_LENGTH = List.of(
            new RealNumber("min_user_history_length_percentile", 0.0, 0, 1, false),
            new RealNumber("max_user_history_length_percentile", 0.99, 0, 1, false));

    private static final List<Entry> ENTRIES = List.of(
            custom("aws-user-personalization-v2", "USER_PERSONALIZATION", "2024-01-01")
                    .described(
                            "Recommends items to a user from the order of what the user did, with exploration of new items.")
                    .with(choice("apply_recency_bias")),
            custom("aws-user-personalization", "USER_PERSONALIZATION", "2019-06-10")
                    .described(
                            "Recommends items to a user from what the user and others did, with exploration of new items.")
                    .with(recurrent(149))
                    .prepared("aws-user-personalization", HISTORY_LENGTH),
            custom("aws-personalized-ranking-v2", "PERSONALIZED_RANKING", "2024-01-01")
                    .described("Orders a list of items for a user, from the order of what the user did.")
                    .with(choice("apply_recency_bias")),
            custom("aws-personalized-ranking", "PERSONALIZED_RANKING", "2019-06-10")
                    .described("Orders a list of items for a user.")
                    .with(recurrent(149))
                    .prepared("JSON-percentile-filtering", HISTORY_LENGTH),
            custom("aws-similar-items", "RELATED_ITEMS", "2021-07-15")
                    .described("Finds items similar to an item, from what users did and from the items' metadata.")
                    .with(
                            new RealNumber("popularity_discount_factor", 0.0, 0, 1, false),
                            new WholeNumber("item_id_hidden_dim", 100, 30, 200, true),
                            new WholeNumber("item_metadata_hidden_dim", 100, 30, 200, true)),
            custom("aws-sims", "RELATED_ITEMS", "2019-06-10")
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
            custom("aws-semantic-similarity", "RELATED_ITEMS", "2024-01-01")
                    .described("Finds items whose texts mean something similar."),
            custom("aws-trending-now", "POPULAR_ITEMS", "2023-01-01")
                    .described("Finds the items whose popularity grows fastest.")
                    .trainedBy("aws-trending-now-custom")
                    .prepared(
                            "aws-trending-now",
                            List.of(new Choice(
                                    "trend_discovery_frequency",
                                    "2 hours",
                                    List.of("30 minutes", "1 hour", "2 hours", "3 hours", "1 day"),
                                    false))),
            custom("aws-popularity-count", "POPULAR_ITEMS", "2019-06-10")
                    .described("Finds the items that most users interact with.")
                    .prepared("sims", List.of()),
            custom("aws-next-best-action", "PERSONALIZED_ACTIONS", "2023-08-11")
                    .described("Recommends the actions that a user is most likely to take.")
                    .prepared(
                            "aws-next-best-action",
                            List.of(new WholeNumber("action_optimization_period", 14, 7, 28, false))),
            custom("aws-item-affinity", "USER_SEGMENTATION", "2021-07-15")
                    .described("Finds the users most likely to interact with an item.")
                    .with(new WholeNumber("hidden_dimension", 149, 32, 256, false))
                    .prepared("item-affinity", List.of()),
            custom("aws-item-attribute-affinity", "USER_SEGMENTATION", "2021-08-25")
                    .described("Finds the users most likely to interact with items that have certain attributes.")
                    .with(new WholeNumber("hidden_dimension", 149, 32, 256, false))
                    .prepared("item-attribute-affinity", List.of()),
            custom("aws-hrnn", "USER_PERSONALIZATION", "2019-06-10")
                    .described("Recommends items to a user. Succeeded by aws-user-personalization.")
                    .with(recurrent(43))
                    .prepared("JSON-percentile-filtering", HISTORY_LENGTH),
            custom("aws-hrnn-metadata", "USER_PERSONALIZATION", "2019-06-10")
                    .described("Recommends items to a user, with metadata. Succeeded by aws-user-personalization.")
                    .with(recurrent(43))
                    .prepared("featurize_metadata", HISTORY_LENGTH),
            custom("aws-hrnn-coldstart", "USER_PERSONALIZATION", "2019-06-10")
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
            useCase("aws-ecomm-popular-items-by-views", "ECOMMERCE", "POPULAR_ITEMS")
                    .described("Finds the items that are viewed most."),
            useCase("aws-ecomm-popular-items-by-purchases", "ECOMMERCE", "POPULAR_ITEMS")
                    .described("Finds the items that are purchased most."),
            useCase("aws-ecomm-frequently-bought-together", "ECOMMERCE", "RELATED_ITEMS")
                    .described("Finds items that are purchased together with an item."),
            useCase("aws-ecomm-customers-who-viewed-x-also-viewed", "ECOMMERCE", "RELATED_ITEMS")
                    .described("Finds items that are viewed by those who view an item."),
            useCase("aws-ecomm-recommended-for-you", "ECOMMERCE", "USER_PERSONALIZATION")
                    .described("Recommends items to a shopper, without those the shopper purchased."),
            useCase("aws-vod-because-you-watched-x", "VIDEO_ON_DEMAND", "RELATED_ITEMS")
                    .described("Finds videos that are watched by those who watch a video."),
            useCase("aws-vod-more-like-x", "VIDEO_ON_DEMAND", "RELATED_ITEMS")
                    .described("Finds videos similar to a video."),
            useCase("aws-vod-most-popular", "VIDEO_ON_DEMAND", "POPULAR_ITEMS")
                    .described("Finds the videos that are watched most."),
            useCase("aws-vod-trending-now", "VIDEO_ON_DEMAND", "POPULAR_ITEMS")
                    .described("Finds the videos whose popularity grows fastest."),
            useCase("aws-vod-top-picks", "VIDEO_ON_DEMAND", "USER_PERSONALIZATION")
                    .described("Recommends videos to a viewer, without those the viewer watched."));

    private static final Map<String, Entry> BY_RECIPE_ARN =
            byArn(entry -> entry.recipe().recipeArn());
    private static final Map<String, Entry> BY_ALGORITHM_ARN =
            byArn(entry -> entry.algorithm().algorithmArn());
    private static final Map<String, Entry> BY_TRANSFORMATION_ARN =
            byArn(entry -> entry.transformation().featureTransformationArn());

    private RecipeCatalogue() {}

    static Optional<Recipe> findRecipe(String arn) {
        return Optional.ofNullable(BY_RECIPE_ARN.get(arn)).map(Entry::recipe);
    }

    static Optional<Algorithm> findAlgorithm(String arn) {
        return Optional.ofNullable(BY_ALGORITHM_ARN.get(arn)).map(Entry::algorithm);
    }

    static Optional<FeatureTransformation> findFeatureTransformation(String arn) {
        return Optional.ofNullable(BY_TRANSFORMATION_ARN.get(arn)).map(Entry::transformation);
    }

    /// Returns the recipes by name: those of `domain`, or all.
    static List<RecipeSummary> summaries(@Nullable String domain) {
        return ENTRIES.stream()
                .filter(entry -> domain == null || domain.equals(entry.domain()))
                .map(Entry::summary)
                .sorted(Comparator.comparing(RecipeSummary::name))
                .toList();
    }

    /// Where several recipes share a transformation, the first one's parameters are its defaults.
    private static Map<String, Entry> byArn(Function<Entry, Arn> arn) {
        return ENTRIES.stream()
                .collect(Collectors.toMap(
                        entry -> arn.apply(entry).toString(),
                        Function.identity(),
                        (first, second) -> first,
                        LinkedHashMap::new));
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

    private static Entry custom(String name, String type, String created) {
        return new Entry(name, null, type, created, "", name, List.of(), name, List.of());
    }

    private static Entry useCase(String name, String domain, String type) {
        return new Entry(name, domain, type, "2021-11-01", "", name, List.of(), name, List.of());
    }

    /// A recipe, its algorithm and its feature transformation.
    private record Entry(
            String name,
            @Nullable String domain,
            String recipeType,
            String created,
            String description,
            String algorithmName,
            List<HyperParameter> hyperParameters,
            String transformationName,
            List<HyperParameter> transformationParameters) {

        Entry described(String text) {
            return new Entry(
                    name,
                    domain,
                    recipeType,
                    created,
                    text,
                    algorithmName,
                    hyperParameters,
                    transformationName,
                    transformationParameters);
        }

        Entry with(HyperParameter... parameters) {
            return new Entry(
                    name,
                    domain,
                    recipeType,
                    created,
                    description,
                    algorithmName,
                    List.of(parameters),
                    transformationName,
                    transformationParameters);
        }

        Entry trainedBy(String algorithm) {
            return new Entry(
                    name,
                    domain,
                    recipeType,
                    created,
                    description,
                    algorithm,
                    hyperParameters,
                    transformationName,
                    transformationParameters);
        }

        Entry prepared(String transformation, List<HyperParameter> parameters) {
            return new Entry(
                    name,
                    domain,
                    recipeType,
                    created,
                    description,
                    algorithmName,
                    hyperParameters,
                    transformation,
                    parameters);
        }

        private Instant date() {
            return LocalDate.parse(created).atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        private static Arn arn(String type, String name) {
            return new Arn("aws", "", "", type, name);
        }

        Recipe recipe() {
            return new Recipe(
                    name,
                    arn("recipe", name),
                    arn("algorithm", algorithmName),
                    arn("feature-transformation", transformationName),
                    Status.ACTIVE,
                    description,
                    date(),
                    recipeType,
                    date());
        }

        RecipeSummary summary() {
            return new RecipeSummary(name, arn("recipe", name), Status.ACTIVE, date(), date(), domain);
        }

        Algorithm algorithm() {
            return new Algorithm(
                    algorithmName,
                    arn("algorithm", algorithmName),
                    null,
                    defaults(hyperParameters),
                    ranges(),
                    null,
                    null,
                    null,
                    date(),
                    date());
        }

        FeatureTransformation transformation() {
            return new FeatureTransformation(
                    transformationName,
                    arn("feature-transformation", transformationName),
                    defaults(transformationParameters),
                    date(),
                    date(),
                    Status.ACTIVE);
        }

        private static Map<String, String> defaults(List<HyperParameter> parameters) {
            var defaults = new LinkedHashMap<String, String>();
            parameters.forEach(parameter -> defaults.put(parameter.name(), parameter.initial()));
            return defaults;
        }

        private DefaultHyperParameterRanges ranges() {
            return new DefaultHyperParameterRanges(
                    only(WholeNumber.class)
                            .map(it -> new DefaultIntegerHyperParameterRange(
                                    it.name(), it.min(), it.max(), it.isTunable()))
                            .toList(),
                    only(RealNumber.class)
                            .map(it -> new DefaultContinuousHyperParameterRange(
                                    it.name(), it.min(), it.max(), it.isTunable()))
                            .toList(),
                    only(Choice.class)
                            .map(it ->
                                    new DefaultCategoricalHyperParameterRange(it.name(), it.values(), it.isTunable()))
                            .toList());
        }

        private <P extends HyperParameter> java.util.stream.Stream<P> only(Class<P> kind) {
            return hyperParameters.stream().filter(kind::isInstance).map(kind::cast);
        }
    }
}
