package dev.kindred.engine.recipe.search;

import dev.kindred.engine.data.HoldOut;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.Trainer;
import dev.kindred.engine.recipe.TrainingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/// Hyper-parameter search: finds the recipe with the best metric on a hold-out. The hold-out is disjoint from
/// that of the solution's metrics, so that these are unbiased. The search is deterministic for a seed.
public final class Search {

    /// Number of attempts to draw a new candidate before the ranges count as exhausted. Taste.
    private static final int DRAWS = 50;

    /// The fractional part of the golden ratio: its multiples cover an interval evenly.
    private static final double GOLDEN = 0.618_033_988_749_894_9;

    private Search() {}

    /// The result of a search.
    ///
    /// @param best the best candidate; of equal ones the first
    /// @param quality its metric
    /// @param tried the number of evaluated candidates
    public record Found<T>(T best, double quality, int tried) {}

    /// Returns the best values of some parameters, by name.
    ///
    /// @param ranges of the parameters
    /// @param maxJobs the maximum number of evaluated combinations, at least 1
    /// @param metric the name of the metric to maximize
    /// @param recipe makes a recipe of values by name
    public static Found<Map<String, String>> tune(
            List<ParameterRange> ranges,
            int maxJobs,
            String metric,
            Function<Map<String, String>, Recipe> recipe,
            TrainingSet set,
            TrainingContext context) {
        return best(combinations(ranges, maxJobs, context.seed()), metric, recipe, set, context);
    }

    /// Returns the best of some candidates, such as recipes.
    ///
    /// @param candidates at least one
    public static <T> Found<T> best(
            List<T> candidates, String metric, Function<T, Recipe> recipe, TrainingSet set, TrainingContext context) {
        var inner = HoldOut.forMetrics(set, context.seed()).training();
        T best = candidates.getFirst();
        double quality = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < candidates.size(); i++) {
            var name = "trial %d of %d".formatted(i + 1, candidates.size());
            var part = context.part(name, (double) i / candidates.size(), (i + 1.0) / candidates.size());
            // Another seed, so that the test users differ from those of the solution's metrics.
            var ofSearch = new TrainingContext(part.workers(), part.seed() + 1, part.watch());
            var metrics = Trainer.train(recipe.apply(candidates.get(i)), inner, ofSearch)
                    .metrics();
            var reached = metrics.get(metric);
            if (reached == null) {
                throw new IllegalArgumentException(
                        "there is no metric %s; there are %s".formatted(metric, metrics.keySet()));
            }
            if (reached > quality) {
                best = candidates.get(i);
                quality = reached;
            }
        }
        return new Found<>(best, quality, candidates.size());
    }

    /// Returns distinct combinations that cover the ranges evenly: a Kronecker sequence with an irrational step
    /// per range and a random start.
    static List<Map<String, String>> combinations(List<ParameterRange> ranges, int count, long seed) {
        var random = new SplittableRandom(seed);
        var starts = new ArrayList<Double>();
        for (int i = 0; i < ranges.size(); i++) {
            starts.add(random.nextDouble());
        }
        var found = new LinkedHashSet<Map<String, String>>();
        int misses = 0;
        for (int step = 0; found.size() < Math.max(1, count) && misses < DRAWS; step++) {
            var values = new LinkedHashMap<String, String>();
            for (int i = 0; i < ranges.size(); i++) {
                double place = starts.get(i) + step * (Math.sqrt(i + 1.0) * GOLDEN + i * 0.1);
                values.put(ranges.get(i).name(), ranges.get(i).at(place - Math.floor(place)));
            }
            misses = found.add(values) ? 0 : misses + 1;
        }
        return List.copyOf(found);
    }
}
