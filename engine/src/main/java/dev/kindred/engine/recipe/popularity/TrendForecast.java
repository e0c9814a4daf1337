package dev.kindred.engine.recipe.popularity;

import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.metrics.MetricAccumulator;
import dev.kindred.engine.metrics.RankingMetrics;
import dev.kindred.engine.recipe.Recipe;

/// The accuracy of trends as a forecast: the items that trended before the latest interval are compared with the
/// increases of all items in it (AWS, "Evaluating a solution version with metrics": trend prediction accuracy).
public final class TrendForecast {

    private TrendForecast() {}

    /// Returns the accuracy over the latest interval of the data, from 0 to 1, rounded to 4 decimals.
    public static double accuracy(Recipe.TrendingNow recipe, TrainingSet set) {
        var log = set.interactions();
        long end = TrendingModel.end(log);
        var before = TrendingModel.increases(log, end - recipe.interval().toSeconds(), recipe.interval());
        var truth = TrendingModel.increases(log, end, recipe.interval());
        var increases = new double[truth.length];
        for (int item = 0; item < truth.length; item++) {
            increases[item] = truth[item];
        }
        return RankingMetrics.rounded(RankingMetrics.trendPredictionAccuracy(
                increases, PopularItems.descending(before), MetricAccumulator.DEPTH));
    }
}
