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

/// Searches for the recipe with the best metric on a hold-out. The hold-out is disjoint from that of the
/// solution's metrics, so that these are unbiased. The same seed gives the same search.
public final class Search {

    /// The draws for a new candidate before the ranges are taken to be exhausted. Taste.
    private static final int DRAWS = 50;

    /// The fractional part of the golden ratio: its multiples cover an interval evenly.
    private static final double GOLDEN = 0.618_033_988_749_894_9;

    private Search() {}

    /// The result of a search.
    ///
    /// @param best the candidate that did best, the earlier of two that did as well
    /// @param quality how well it did
    /// @param tried how many candidates were tried
    public record Found<T>(T best, double quality, int tried) {}

    /// Returns the best values of some parameters, by name.
    ///
    /// @param ranges of the parameters
    /// @param maxJobs how many combinations of values may be tried, at least 1
    /// @param metric the name of the metric that shall be great
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

    /// Returns the best of some candidates, such as recipes themselves.
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
            // Another seed: the test users of the solution's metrics shall not be these again.
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

    /// Returns different combinations of values that lie evenly in the ranges: each range is walked through in
    /// steps of its own irrational length (a Kronecker sequence), from a start that chance chooses.
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
