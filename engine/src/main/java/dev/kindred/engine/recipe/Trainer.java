package dev.kindred.engine.recipe;

import dev.kindred.engine.data.HoldOut;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.metrics.MetricAccumulator;
import dev.kindred.engine.model.Model;
import dev.kindred.engine.recipe.blend.PersonalizationTraining;
import dev.kindred.engine.recipe.popularity.PopularityModel;
import dev.kindred.engine.recipe.popularity.TrendForecast;
import dev.kindred.engine.recipe.popularity.TrendingModel;
import dev.kindred.engine.recipe.related.SimilarItemsTraining;
import dev.kindred.engine.recipe.related.SimsTraining;
import dev.kindred.engine.recipe.segment.SegmentTraining;
import dev.kindred.engine.recipe.semantic.SemanticTraining;
import java.util.Map;

/// Trains a model by a recipe: first without a hold-out, to measure the metrics, then on all data.
public final class Trainer {

    private Trainer() {}

    /// Returns a model, with the metrics of a model that was trained without the hold-out.
    ///
    /// @throws java.util.concurrent.CancellationException if the context's watch or an interrupt cancels the
    /// training
    public static Trained train(Recipe recipe, TrainingSet set, TrainingContext context) {
        context.watch().reached("holding out", 0);
        return switch (recipe) {
            case Recipe.PopularityCount _ ->
                measured((part, _) -> PopularityModel.train(part), set, MetricAccumulator.Extras.NONE, context);
            case Recipe.TrendingNow trending -> {
                var trained = measured(
                        (part, _) -> TrendingModel.train(part, trending.interval()),
                        set,
                        MetricAccumulator.Extras.NONE,
                        context);
                yield trained.withMetric("trend_prediction_accuracy", TrendForecast.accuracy(trending, set));
            }
            case Recipe.Sims sims ->
                measured((part, of) -> SimsTraining.train(sims, part, of), set, MetricAccumulator.Extras.NONE, context);
            case Recipe.SimilarItems similar ->
                measured(
                        (part, of) -> SimilarItemsTraining.train(similar, part, of),
                        set,
                        MetricAccumulator.Extras.NONE,
                        context);
            case Recipe.SemanticSimilarity _ -> SemanticTraining.train(set, context);
            case Recipe.SequencePersonalization sequence ->
                PersonalizationTraining.train(
                        sequence, set, new MetricAccumulator.Extras(isWeighted(set), null), context);
            case Recipe.ItemAffinity affinity -> SegmentTraining.byItem(set, affinity.hiddenDimension(), context);
            case Recipe.ItemAttributeAffinity affinity ->
                SegmentTraining.byAttribute(set, affinity.hiddenDimension(), context);
            case Recipe.Personalization personalization -> PersonalizationTraining.train(personalization, set, context);
        };
    }

    private static boolean isWeighted(TrainingSet set) {
        for (float weight : set.interactions().weights()) {
            if (weight != 1) {
                return true;
            }
        }
        return false;
    }

    /// Trains a model without metrics.
    @FunctionalInterface
    private interface Training {
        Model train(TrainingSet set, TrainingContext context);
    }

    private static Trained measured(
            Training training, TrainingSet set, MetricAccumulator.Extras extras, TrainingContext context) {
        var holdOut = HoldOut.forMetrics(set, context.seed());
        context.watch().reached("training without the hold-out", 0);
        var first = training.train(holdOut.training(), context.part("without the hold-out", 0, 0.4));
        var metrics = Evaluator.evaluate(first, holdOut, Evaluator.Candidates.ALL, extras, context.part(0.4, 0.6));
        context.watch().reached("training the final model", 0.6);
        return new Trained(training.train(set, context.part("final model", 0.6, 1)), metrics, Map.of());
    }
}
