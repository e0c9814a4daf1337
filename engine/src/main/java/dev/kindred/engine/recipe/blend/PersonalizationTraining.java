package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.data.HoldOut;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.InteractionMatrix;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.metrics.MetricAccumulator;
import dev.kindred.engine.recipe.Evaluator;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.Recipe.Objective;
import dev.kindred.engine.recipe.Recipe.Percentiles;
import dev.kindred.engine.recipe.Trained;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.blend.Blend.Repeats;
import dev.kindred.engine.recipe.blend.MemberTrainers.Candidate;
import dev.kindred.engine.recipe.blend.MemberTrainers.Choice;
import dev.kindred.engine.recipe.member.HeldOutUser;
import dev.kindred.engine.recipe.member.Member;
import dev.kindred.engine.recipe.member.MemberData;
import dev.kindred.engine.recipe.member.MemberData.EventOrder;
import dev.kindred.engine.recipe.popularity.PopularItems;
import dev.kindred.engine.recipe.repeat.RepeatTraining;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Trains a [PersonalizationModel]: a blend of the members that [MemberTrainers] lists.
///
/// Training takes two passes. The first chooses parameters and measures metrics on two disjoint hold-outs: the
/// metrics on [HoldOut#forMetrics], the choices on [HoldOut#forSelection] of the rest. The second trains on all
/// data with the chosen parameters. No choice sees the data of the metrics.
public final class PersonalizationTraining {

    /// Maximum number of users of the hold-out for choices, which bounds the time of searches. Taste.
    private static final int SELECTION_USERS = 4000;

    /// The share of a user's events in that hold-out. Taste.
    private static final double SELECTION_SHARE = 0.2;

    /// Maximum share of the users of the training data that members do not see while the balance of repeats is
    /// fitted. Taste.
    private static final double UNKNOWN = 0.1;

    /// The factors of the sequence recipe, whose other members are better predictors of the next item. Taste.
    private static final int SEQUENCE_FACTORS = 64;

    private final Plan plan;
    private final TrainingSet set;
    private final TrainingContext context;

    private PersonalizationTraining(Plan plan, TrainingSet set, TrainingContext context) {
        this.plan = plan;
        this.set = set;
        this.context = context;
    }

    /// The differences between the recipes.
    ///
    /// @param hiddenDimension the most factors of an item
    /// @param recency whether newer events can have more weight
    /// @param order the use of the order of events
    /// @param userHistoryLengths the users whom collaborative members learn from, by length of history
    /// @param selectionShare the share of a user's events that choices are made on; 0 is the newest event
    private record Plan(
            int hiddenDimension,
            boolean recency,
            EventOrder order,
            Percentiles userHistoryLengths,
            @Nullable Objective objective,
            double selectionShare) {

        static Plan of(Recipe.Personalization recipe) {
            return new Plan(
                    recipe.hiddenDimension(),
                    recipe.recencyMask(),
                    EventOrder.IGNORED,
                    recipe.userHistoryLengths(),
                    recipe.objective(),
                    SELECTION_SHARE);
        }

        static Plan of(Recipe.SequencePersonalization recipe) {
            return new Plan(
                    SEQUENCE_FACTORS,
                    recipe.recencyBias(),
                    recipe.recencyBias() ? EventOrder.DIRECTED : EventOrder.UNDIRECTED,
                    Percentiles.ALL,
                    null,
                    0);
        }
    }

    /// Returns a model with its metrics and choices.
    public static Trained train(Recipe.Personalization recipe, TrainingSet set, TrainingContext context) {
        var rewards = recipe.objective() == null ? null : recipe.objective().rewards();
        return new PersonalizationTraining(Plan.of(recipe), set, context)
                .train(new MetricAccumulator.Extras(false, rewards));
    }

    /// Returns a model that also uses the order of events, with its metrics and choices.
    public static Trained train(
            Recipe.SequencePersonalization recipe,
            TrainingSet set,
            MetricAccumulator.Extras extras,
            TrainingContext context) {
        return new PersonalizationTraining(Plan.of(recipe), set, context).train(extras);
    }

    private Trained train(MetricAccumulator.Extras extras) {
        var measured = measure(extras, context.part("without the hold-out", 0, 0.55));
        var part = context.part("final model", 0.55, 1);
        var choices = measured.choices();
        var members = MemberTrainers.train(choices.members(), data(set), part.part(0, 0.95));
        return new Trained(model(members, choices, set, part.part(0.95, 1)), measured.metrics(), choices.text());
    }

    private MemberData data(TrainingSet of) {
        var all = of.interactions();
        return new MemberData(
                all, HistoryLengths.within(plan.userHistoryLengths(), all), plan.order(), plan.hiddenDimension());
    }

    private record Measured(Choices choices, Map<String, Double> metrics) {}

    private Measured measure(MetricAccumulator.Extras extras, TrainingContext part) {
        var measured = HoldOut.forMetrics(set, context.seed());
        var selection =
                HoldOut.forSelection(measured.training(), SELECTION_USERS, plan.selectionShare(), context.seed() + 1);
        var users = HeldOutUser.all(selection);
        boolean comeBack = RepeatTraining.isWorthwhile(measured.training().interactions());
        var isUnknown = unknown(users.length, comeBack ? set.users().size() : 0);
        var known = comeBack ? selection.trainingWithout(isUnknown) : selection.training();
        var candidates = MemberTrainers.search(data(known), users, part.part(0, 0.75));
        var choices =
                choose(candidates, users, comeBack ? isUnknown : null, known.interactions(), part.part(0.75, 0.9));
        var weighty = new ArrayList<Member>();
        for (int m = 0; m < candidates.size(); m++) {
            if (choices.members().get(m).weight() > 0) {
                weighty.add(candidates.get(m).member());
            }
        }
        var model = model(weighty, choices, measured.training(), part.part(0.9, 0.92));
        var metrics = Evaluator.evaluate(model, measured, Evaluator.Candidates.ALL, extras, part.part(0.92, 1));
        return new Measured(choices, metrics);
    }

    /// Selects the users of a hold-out that members do not see at all: half of them, and at most a tenth of all
    /// users.
    private static boolean[] unknown(int users, int allUsers) {
        long wanted = Math.min(users / 2, (int) (UNKNOWN * allUsers));
        var is = new boolean[users];
        for (int user = 0; user < users; user++) {
            is[user] = (user + 1) * wanted / users > user * wanted / users;
        }
        return is;
    }

    /// @param isUnknown which users the members have not seen, or null if users do not come back to items
    private Choices choose(
            List<Candidate<?>> candidates,
            HeldOutUser[] users,
            boolean @Nullable [] isUnknown,
            InteractionLog of,
            TrainingContext part) {
        var members = candidates.stream().<Member>map(Candidate::member).toList();
        var popular = PopularItems.of(of);
        var useful = Arrays.stream(users).filter(user -> user.newCount() > 0).toArray(HeldOutUser[]::new);
        var search = new WeightSearch(members, useful, popular.order(), part.workers());
        part.watch().reached("recency", 0);
        double recency = plan.recency() && hasTimes() ? search.recency() : 0;
        part.watch().reached("weights", 0.4);
        var weights = search.weights(recency);
        part.watch().reached("chances", 0.9);
        var curve = new CurveSearch(members, weights, recency, useful, popular.order(), part.workers()).best();
        var balance = Balance.ofHabitAlone();
        if (isUnknown != null) {
            part.watch().reached("repeats", 0.95);
            var repeats = RepeatTraining.train(of, plan.recency(), part.part(0.95, 1));
            balance = Balance.learn(
                    members, weights, recency, curve, repeats, users, isUnknown, popular.order(), part.workers());
        }
        var chosen = new ArrayList<Choice<?>>();
        for (int m = 0; m < weights.length; m++) {
            chosen.add(candidates.get(m).weighted(weights[m]));
        }
        return new Choices(chosen, recency, isUnknown == null, curve, balance);
    }

    private boolean hasTimes() {
        var times = set.interactions().times();
        for (long time : times) {
            if (time != times[0]) {
                return true;
            }
        }
        return false;
    }

    /// @param members those whose weight is not 0
    private PersonalizationModel model(List<Member> members, Choices choices, TrainingSet of, TrainingContext part) {
        var weights = new float[members.size()];
        int next = 0;
        for (var choice : choices.members()) {
            if (choice.weight() > 0) {
                weights[next++] = choice.weight();
            }
        }
        var popular = PopularItems.of(of.interactions());
        var repeats = choices.excludeSeen()
                ? new Repeats.Excluded()
                : new Repeats.ByChance(
                        RepeatTraining.train(of.interactions(), plan.recency(), part), choices.balance());
        var blend = new Blend(members, weights, choices.recency(), repeats, choices.curve(), popular.order());
        var counts = PopularItems.uniqueUsers(of.interactions());
        var metadata = new PersonalizationModel.Metadata(
                ItemAttributes.of(of.items()),
                ExplorationPool.of(of.items(), of.interactions(), counts),
                Lifts.ofUsers(of.users(), InteractionMatrix.of(of.interactions())),
                Lifts.ofContexts(of.contexts(), of.interactions()));
        var multipliers =
                plan.objective() == null ? new float[0] : plan.objective().multipliers();
        return new PersonalizationModel(of.items().ids(), popular, counts, multipliers, metadata, blend);
    }
}
