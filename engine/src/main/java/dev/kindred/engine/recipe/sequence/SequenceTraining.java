package dev.kindred.engine.recipe.sequence;

import dev.kindred.engine.data.HoldOut;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.metrics.Scoreboard;
import dev.kindred.engine.recipe.Evaluator;
import dev.kindred.engine.recipe.Evaluator.Candidates;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.Trained;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.popularity.PopularItems;
import java.util.function.Function;

/// Trains a blend of next-item rules and recent sequences. What there is to choose is chosen on a hold-out of
/// the newest event of some users, one parameter after another; the members' weights are then moved halfway
/// back to equal ones, because a choice among blends on few users overrates its winner.
public final class SequenceTraining {

    private static final int SELECTION_USERS = 3000;

    /// With fewer test users than this, what would be chosen is chance.
    private static final int LEAST_SELECTION_USERS = 30;

    private static final double[] DISTANCE_POWERS = {0.5, 1};
    private static final float[] DECAYS = {0.4f, 0.6f, 0.8f, 0.9f};
    private static final float[] SMOOTHINGS = {2, 10, 30};
    private static final float[] WEIGHTS = {0, 0.2f, 0.35f, 0.5f, 0.65f, 0.8f, 1};
    private static final float[] REPEATS = {1e-4f, 0.3f, 1, 3};

    /// How much better than an equal blend one member alone must be for the other to be dropped.
    private static final double CLEARLY_BETTER = 1.03;

    private final boolean ordered;
    private final TrainingContext context;

    private SequenceTraining(boolean ordered, TrainingContext context) {
        this.ordered = ordered;
        this.context = context;
    }

    /// Returns a model trained on everything, measured on a hold-out that had no part in any choice.
    public static Trained train(
            Recipe.SequencePersonalization recipe, TrainingSet set, Scoreboard.Extras extras, TrainingContext context) {
        var holdOut = HoldOut.forMetrics(set, context.seed());
        var parameters = choose(recipe, holdOut.training(), context.part(0, 0.5));
        var measured = train(recipe, holdOut.training(), parameters, context.part(0.5, 0.65));
        var metrics = Evaluator.evaluate(measured, holdOut, Candidates.ALL, extras, context.part(0.65, 0.8));
        var model = train(recipe, set, parameters, context.part(0.8, 1));
        return new Trained(model, metrics, parameters.told());
    }

    /// Returns a model trained on all of `set`, its parameters chosen on a hold-out of it; not measured.
    public static SequenceModel trainUnmeasured(
            Recipe.SequencePersonalization recipe, TrainingSet set, TrainingContext context) {
        var parameters = choose(recipe, set, context.part(0, 0.7));
        return train(recipe, set, parameters, context.part(0.7, 1));
    }

    static SequenceModel train(
            Recipe.SequencePersonalization recipe,
            TrainingSet set,
            SequenceParameters parameters,
            TrainingContext context) {
        return new SequenceTraining(recipe.recencyBias(), context)
                .members(set, parameters.distancePower())
                .with(parameters);
    }

    static SequenceParameters choose(Recipe.SequencePersonalization recipe, TrainingSet set, TrainingContext context) {
        return new SequenceTraining(recipe.recencyBias(), context).choose(set);
    }

    /// What costs time to make, and can then be weighed in many ways.
    private record Members(
            TrainingSet set, PopularItems popular, NewItems newItems, NextItemRules rules, RecentSequences sequences) {

        SequenceModel with(SequenceParameters parameters) {
            return new SequenceModel(
                    set.items().ids(),
                    popular,
                    newItems,
                    rules.with(parameters.rulesDecay(), parameters.smoothing()),
                    sequences.with(parameters.sequencesDecay()),
                    new float[] {parameters.rulesWeight(), 1 - parameters.rulesWeight()},
                    parameters.repeat());
        }
    }

    private Members members(TrainingSet set, double distancePower) {
        context.watch().reached("ordering sequences", 0);
        var all = Sequences.of(set.interactions());
        return new Members(
                set,
                PopularItems.of(set.interactions()),
                NewItems.of(set),
                NextItemRules.train(all, distancePower, ordered, 1, 1, context),
                RecentSequences.train(all, 1, ordered));
    }

    private SequenceParameters choose(TrainingSet set) {
        var holdOut = HoldOut.forSelection(set, SELECTION_USERS, 0, context.seed());
        var start = SequenceParameters.start(ordered);
        if (holdOut.users().length < LEAST_SELECTION_USERS) {
            return start;
        }
        var members = members(holdOut.training(), start.distancePower());
        var best = best(start, REPEATS, start::withRepeat, members, holdOut);
        best = best.withRulesWeight(1);
        best = best(best, SMOOTHINGS, best::withSmoothing, members, holdOut);
        if (ordered) {
            best = best(best, DECAYS, best::withRulesDecay, members, holdOut);
            for (double power : DISTANCE_POWERS) {
                if (power != start.distancePower()) {
                    var others = members(holdOut.training(), power);
                    var other = best.withDistancePower(power);
                    if (quality(others.with(other), holdOut) > quality(members.with(best), holdOut)) {
                        members = others;
                        best = other;
                    }
                }
            }
            best = best.withRulesWeight(0);
            best = best(best, DECAYS, best::withSequencesDecay, members, holdOut);
        }
        return weigh(best, members, holdOut);
    }

    private SequenceParameters weigh(SequenceParameters found, Members members, HoldOut holdOut) {
        var best = best(found, WEIGHTS, found::withRulesWeight, members, holdOut);
        double equal = quality(members.with(found.withRulesWeight(0.5f)), holdOut);
        boolean isAlone = best.rulesWeight() == 0 || best.rulesWeight() == 1;
        if (isAlone && quality(members.with(best), holdOut) > CLEARLY_BETTER * equal) {
            return best;
        }
        return best.withRulesWeight((best.rulesWeight() + 0.5f) / 2);
    }

    private SequenceParameters best(
            SequenceParameters current,
            float[] values,
            Function<Float, SequenceParameters> change,
            Members members,
            HoldOut holdOut) {
        var best = current;
        double bestQuality = -1;
        for (float value : values) {
            var tried = change.apply(value);
            double quality = quality(members.with(tried), holdOut);
            if (quality > bestQuality) {
                best = tried;
                bestQuality = quality;
            }
        }
        return best;
    }

    private double quality(SequenceModel model, HoldOut holdOut) {
        return Evaluator.evaluate(model, holdOut, Candidates.ALL, Scoreboard.Extras.NONE, context)
                .getOrDefault("normalized_discounted_cumulative_gain_at_25", 0.0);
    }
}
