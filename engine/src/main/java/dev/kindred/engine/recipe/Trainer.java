package dev.kindred.engine.recipe;

import dev.kindred.engine.data.HoldOut;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.metrics.Scoreboard;
import dev.kindred.engine.model.Model;
import dev.kindred.engine.recipe.popularity.PopularityModel;
import java.util.Map;

/// Trains a model by a recipe: first on all but a hold-out, to measure it, then on everything.
public final class Trainer {

    private Trainer() {}

    /// Returns a model, and how good one without the hold-out was.
    ///
    /// @throws java.util.concurrent.CancellationException if the context's watch or an interrupt ends it
    public static Trained train(Recipe recipe, TrainingSet set, TrainingContext context) {
        return switch (recipe) {
            case Recipe.PopularityCount _ ->
                measured((part, _) -> PopularityModel.train(part), set, Scoreboard.Extras.NONE, context);
            case Recipe.TrendingNow _,
                    Recipe.Sims _,
                    Recipe.SimilarItems _,
                    Recipe.Personalization _,
                    Recipe.SequencePersonalization _ ->
                throw new UnsupportedOperationException(recipe.getClass().getSimpleName() + " is not built yet");
        };
    }

    /// Makes a model of a training set, without measuring it.
    @FunctionalInterface
    private interface Training {
        Model train(TrainingSet set, TrainingContext context);
    }

    private static Trained measured(
            Training training, TrainingSet set, Scoreboard.Extras extras, TrainingContext context) {
        var holdOut = HoldOut.forMetrics(set, context.seed());
        var first = training.train(holdOut.training(), context.part(0, 0.4));
        var metrics = Evaluator.evaluate(first, holdOut, Evaluator.Candidates.ALL, extras, context.part(0.4, 0.6));
        return new Trained(training.train(set, context.part(0.6, 1)), metrics, Map.of());
    }
}
