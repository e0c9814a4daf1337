package dev.kindred.server.training;

import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.recipe.Recipe.Objective;
import dev.kindred.engine.recipe.Trainer;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.search.ParameterRange;
import dev.kindred.engine.recipe.search.Search;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The training of a plan, with its searches.
final class RecipeSearch {

    /// The share of the progress that searches take before the training itself. Taste.
    private static final double SEARCHING = 0.7;

    private RecipeSearch() {}

    /// Selects the best recipe if the plan has several, then the best hyper-parameters if it searches them, and
    /// trains.
    ///
    /// @param objective the objective besides relevance, or null
    static TrainedPlan train(
            TrainingPlan plan, TrainingSet set, @Nullable Objective objective, TrainingContext context) {
        int searches = (plan.recipes().size() > 1 ? 1 : 0) + (plan.search() == null ? 0 : 1);
        double share = searches == 0 ? 0 : SEARCHING / searches;
        double done = 0;
        var facts = plan.recipes().getFirst();
        if (plan.recipes().size() > 1) {
            facts = Search.best(
                            plan.recipes(),
                            plan.metric(),
                            recipe -> EngineRecipes.of(recipe, plan.algorithm(), plan.transformation(), objective),
                            set,
                            context.part("recipe", done, done + share))
                    .best();
            done += share;
        }
        Map<String, String> tuned = Map.of();
        var ranges = plan.search() == null ? List.<ParameterRange>of() : SearchRanges.of(plan.search(), facts);
        if (!ranges.isEmpty()) {
            var recipe = facts;
            tuned = Search.tune(
                            ranges,
                            plan.searchBudget(),
                            plan.metric(),
                            values -> EngineRecipes.of(
                                    recipe, merged(plan.algorithm(), values), plan.transformation(), objective),
                            set,
                            context.part("parameters", done, done + share))
                    .best();
            done += share;
        }
        var recipe = EngineRecipes.of(facts, merged(plan.algorithm(), tuned), plan.transformation(), objective);
        return new TrainedPlan(facts, Trainer.train(recipe, set, context.part(done, 1)), tuned);
    }

    private static Map<String, String> merged(Map<String, String> given, Map<String, String> over) {
        var merged = new HashMap<>(given);
        merged.putAll(over);
        return merged;
    }
}
