package dev.kindred.server.training;

import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeCatalogue;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.recipe.RecipeType;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.AutoMLConfig;
import dev.kindred.server.resource.HyperParameterRanges;
import dev.kindred.server.resource.OptimizationObjective;
import dev.kindred.server.resource.Recommender;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.resource.TrainingDataConfig;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.snapshot.EventChoices;
import dev.kindred.server.snapshot.Selection;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The data, recipes and searches of a training: the configuration of a solution version or recommender in one
/// form.
///
/// @param recipes the recipe, or several of which the best is selected
/// @param metric the metric of that selection
/// @param search the ranges of a hyper-parameter search, or null without a search
/// @param searchBudget the most trainings of the search
public record TrainingPlan(
        Arn datasetGroup,
        List<RecipeFacts> recipes,
        Selection events,
        Map<String, String> algorithm,
        Map<String, String> transformation,
        @Nullable TrainingDataConfig columns,
        @Nullable OptimizationObjective objective,
        String metric,
        @Nullable HyperParameterRanges search,
        int searchBudget) {

    /// The trials of a search where AWS's default of the solution names none. Taste.
    private static final int DEFAULT_BUDGET = 8;
    private static final String DEFAULT_METRIC = "normalized_discounted_cumulative_gain_at_25";
    private static final HyperParameterRanges EVERYTHING = new HyperParameterRanges(null, null, null);
    private static final List<String> AUTO_ML_RECIPES =
            List.of("aws-user-personalization-v2", "aws-user-personalization", "aws-popularity-count");

    /// Returns the plan of a solution version.
    public static TrainingPlan of(SolutionVersion version) {
        var config = version.solutionConfig();
        var given = config.hpoConfig() == null ? null : config.hpoConfig().algorithmHyperParameterRanges();
        var search = version.performHPO() && given == null ? EVERYTHING : given;
        return new TrainingPlan(
                version.datasetGroupArn(),
                recipes(version),
                EventChoices.of(version),
                orEmpty(config.algorithmHyperParameters()),
                orEmpty(config.featureTransformationParameters()),
                config.trainingDataConfig(),
                config.optimizationObjective(),
                metric(config.autoMLConfig()),
                version.performHPO() ? search : null,
                budget(version));
    }

    /// Returns the plan of a recommender, with the configuration of its update if one is in progress.
    public static TrainingPlan of(Recommender recommender) {
        var recipe = RecipeCatalogue.of(recommender.recipeArn());
        var update = recommender.latestRecommenderUpdate();
        var config = update != null && recommender.hasUpdateUnderWay()
                ? update.recommenderConfig()
                : recommender.recommenderConfig();
        return new TrainingPlan(
                recommender.datasetGroupArn(),
                List.of(recipe),
                EventChoices.of(recipe),
                Map.of(),
                Map.of(),
                config.trainingDataConfig(),
                null,
                DEFAULT_METRIC,
                null,
                0);
    }

    /// Whether the model recommends actions, not items.
    boolean isOfActions() {
        return recipes.getFirst().type() == RecipeType.PERSONALIZED_ACTIONS;
    }

    /// Whether the model learns from the Items dataset and needs no interactions.
    boolean isOfItemsAlone() {
        return recipes.getFirst().can(RecipeAbility.ITEMS_ALONE);
    }

    /// Whether a recipe uses the texts of items.
    boolean usesTexts() {
        return recipes.stream().anyMatch(recipe -> recipe.can(RecipeAbility.TEXTS));
    }

    /// Returns the datasets that the training reads besides the interactions with items.
    Set<DatasetType> datasets() {
        if (isOfActions()) {
            return EnumSet.of(DatasetType.USERS, DatasetType.ACTIONS, DatasetType.ACTION_INTERACTIONS);
        }
        return isOfItemsAlone() ? EnumSet.of(DatasetType.ITEMS) : EnumSet.of(DatasetType.ITEMS, DatasetType.USERS);
    }

    private static List<RecipeFacts> recipes(SolutionVersion version) {
        if (version.recipeArn() != null) {
            return List.of(RecipeCatalogue.trainedAs(version.recipeArn()));
        }
        var listed = recipeList(version.solutionConfig().autoMLConfig());
        var recipes = new ArrayList<RecipeFacts>();
        listed.forEach(arn -> recipes.add(RecipeCatalogue.trainedAs(Arn.of(arn))));
        if (recipes.isEmpty()) {
            AUTO_ML_RECIPES.forEach(name -> recipes.add(RecipeCatalogue.named(name)));
        }
        return recipes;
    }

    private static String metric(@Nullable AutoMLConfig config) {
        var name = config == null ? null : config.metricName();
        return name == null || name.isEmpty() ? DEFAULT_METRIC : name;
    }

    private static List<String> recipeList(@Nullable AutoMLConfig config) {
        return config == null || config.recipeList() == null ? List.of() : config.recipeList();
    }

    private static int budget(SolutionVersion version) {
        var config = version.solutionConfig().hpoConfig();
        var resources = config == null ? null : config.hpoResourceConfig();
        var most = resources == null ? null : resources.maxNumberOfTrainingJobs();
        return most == null ? DEFAULT_BUDGET : Integer.parseInt(most);
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
