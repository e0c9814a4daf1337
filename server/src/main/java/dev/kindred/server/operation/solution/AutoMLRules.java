package dev.kindred.server.operation.solution;

import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.operation.RecipeLookup;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeType;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.SolutionConfig;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Validation of a solution for which the service selects the recipe.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_AutoMLConfig.html">API reference</a>
final class AutoMLRules {

    /// The metrics that `GetSolutionMetrics` returns for every recipe that can be selected.
    private static final List<String> METRICS = List.of(
            "coverage",
            "mean_reciprocal_rank_at_25",
            "normalized_discounted_cumulative_gain_at_5",
            "normalized_discounted_cumulative_gain_at_10",
            "normalized_discounted_cumulative_gain_at_25",
            "precision_at_5",
            "precision_at_10",
            "precision_at_25");

    private AutoMLRules() {}

    /// Validates an AutoML configuration.
    ///
    /// @throws InvalidInput if a recipe is named as well, or the candidate recipes cannot be compared
    static void check(@Nullable String recipeArn, SolutionConfig config, Scope scope) {
        if (recipeArn != null) {
            throw new InvalidInput("performAutoML chooses the recipe, and recipeArn names one. Leave one of them out.");
        }
        if (config.algorithmHyperParameters() != null
                || config.featureTransformationParameters() != null
                || config.hpoConfig() != null
                || config.eventsConfig() != null
                || config.optimizationObjective() != null) {
            throw new InvalidInput(
                    "performAutoML chooses the recipe, so solutionConfig can have no settings of one recipe."
                            + " Leave them out, or name a recipe.");
        }
        var chosenFrom = config.autoMLConfig();
        if (chosenFrom == null) {
            return;
        }
        checkMetric(chosenFrom.metricName());
        if (chosenFrom.recipeList() == null) {
            return;
        }
        var types = new HashSet<RecipeType>();
        for (var arn : chosenFrom.recipeList()) {
            var recipe = RecipeLookup.require(arn, scope);
            if (recipe.can(RecipeAbility.ITEMS_ALONE)) {
                throw new InvalidInput(
                        "autoMLConfig.recipeList names %s, which is not evaluated on interactions and so cannot be compared with others. Leave it out."
                                .formatted(recipe.name()));
            }
            if (recipe.domain() != null) {
                throw new InvalidInput("autoMLConfig.recipeList names %s, which is for recommenders of a domain."
                        .formatted(recipe.name()));
            }
            if (recipe.type() == RecipeType.PERSONALIZED_ACTIONS) {
                throw new InvalidInput(
                        "autoMLConfig.recipeList names %s, which is the only recipe of its kind. Give it as recipeArn, without performAutoML."
                                .formatted(recipe.name()));
            }
            if (recipe.type() == RecipeType.USER_SEGMENTATION) {
                throw new InvalidInput(
                        "autoMLConfig.recipeList names %s, which finds users. Only recipes that rank items can be compared."
                                .formatted(recipe.name()));
            }
            types.add(recipe.type());
        }
        if (types.size() > 1) {
            throw new InvalidInput(
                    "autoMLConfig.recipeList has recipes of several types, which cannot be compared. Name recipes of one type.");
        }
    }

    private static void checkMetric(@Nullable String name) {
        if (name != null && !name.isEmpty() && !METRICS.contains(name)) {
            throw new InvalidInput("autoMLConfig.metricName is %s, by which recipes cannot be compared. Name one of %s."
                    .formatted(name, String.join(", ", METRICS)));
        }
    }
}
