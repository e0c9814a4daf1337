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
import dev.kindred.engine.recipe.ease.Ease;
import dev.kindred.engine.recipe.factor.AlsSettings;
import dev.kindred.engine.recipe.factor.FactorSearch;
import dev.kindred.engine.recipe.factor.ImplicitAls;
import dev.kindred.engine.recipe.lowrank.LowRank;
import dev.kindred.engine.recipe.member.Factors;
import dev.kindred.engine.recipe.member.HeldOutUser;
import dev.kindred.engine.recipe.member.Member;
import dev.kindred.engine.recipe.neighbours.CoOccurrence;
import dev.kindred.engine.recipe.neighbours.ExponentSearch;
import dev.kindred.engine.recipe.neighbours.Exponents;
import dev.kindred.engine.model.SparseMatrix;
import dev.kindred.engine.recipe.popularity.PopularItems;
import dev.kindred.engine.recipe.repeat.RepeatTraining;
import dev.kindred.engine.recipe.sequence.SequenceMember;
import dev.kindred.engine.recipe.sequence.SequenceParameters;
import dev.kindred.engine.recipe.sequence.SequenceSearch;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Trains a [PersonalizationModel]: of collaborative models, and, where the order of events is looked at, of
/// next-item rules and recent sequences too.
///
/// Once on a part of the data, on which everything that is to be chosen is chosen and the metrics are
/// measured, and once on everything with what was chosen. That part lacks the newest tenth of what a tenth
/// of the users did, which the metrics are measured on (see [HoldOut#forMetrics]), and of the rest some of
/// what some users did, on which the choices are made: the metrics are of a model that knows slightly less
/// than it might, and no choice has seen what they are measured on.
public final class PersonalizationTraining {

    private static final System.Logger LOG = System.getLogger(PersonalizationTraining.class.getName());
    private static final int NEIGHBOURS = 200;
    private static final int FEWEST_NEIGHBOURS = 50;

    /// How many factors a member has at most of all items together, and half of the neighbours, as far as that
    /// leaves enough of an item: of a million items, memory and time are better spent than on more. With fewer
    /// neighbours the items that a user's inner products are best with would be missed more often.
    private static final int MOST_NUMBERS = 64_000_000;

    private static final int SELECTION_USERS = 4000;
    private static final double SELECTION_SHARE = 0.2;
    private static final double UNKNOWN = 0.1;
    private static final double USER_EXPONENT = 1;
    private static final int FACTORS_STEP = 64;
    private static final int SMALLEST_FACTORS = 32;
    private static final int LARGE = 5_000_000;
    private static final int ITERATIONS = 8;
    private static final int SEQUENCE_FACTORS = 64; // of a model that has more to go by
    private static final int DIRECTIONS = 128;
    private static final int ROUNDS = 4;
    private static final float LOW_PASS_WEIGHT = 0.3f;
    private static final int MOST_EASE_ITEMS = 10_000;
    private static final int EASE_ITEMS = 4096;
    private static final int EASE_LINKS = 1000;
    private static final double EASE_REGULARIZATION = 300;

    private final Plan plan;
    private final TrainingSet set;
    private final TrainingContext context;

    private PersonalizationTraining(Plan plan, TrainingSet set, TrainingContext context) {
        this.plan = plan;
        this.set = set;
        this.context = context;
    }

    /// What differs between the recipes.
    ///
    /// @param hiddenDimension the number of factors, at most
    /// @param recency whether newer events may count more
    /// @param order how the order of events is looked at
    /// @param userHistoryLengths which users the collaborative models learn from, by how much they did
    /// @param selectionShare how much of what a user did choices are made on; 0 is the newest event
    private record Plan(
            int hiddenDimension,
            boolean recency,
            Order order,
            Percentiles userHistoryLengths,
            @Nullable Objective objective,
            double selectionShare) {

        static Plan of(Recipe.Personalization recipe) {
            return new Plan(
                    recipe.hiddenDimension(),
                    recipe.recencyMask(),
                    Order.NOT_LOOKED_AT,
                    recipe.userHistoryLengths(),
                    recipe.objective(),
                    SELECTION_SHARE);
        }

        static Plan of(Recipe.SequencePersonalization recipe) {
            return new Plan(
                    SEQUENCE_FACTORS,
                    recipe.recencyBias(),
                    recipe.recencyBias() ? Order.COUNTS : Order.NEIGHBOURHOOD,
                    Percentiles.ALL,
                    null,
                    0);
        }
    }

    private enum Order {
        NOT_LOOKED_AT,
        /// What stands near in a history goes together, before or after.
        NEIGHBOURHOOD,
        COUNTS
    }

    /// Returns a model with its metrics, and what was chosen on the way.
    public static Trained train(Recipe.Personalization recipe, TrainingSet set, TrainingContext context) {
        var rewards = recipe.objective() == null ? null : recipe.objective().rewards();
        return new PersonalizationTraining(Plan.of(recipe), set, context)
                .train(new MetricAccumulator.Extras(false, rewards));
    }

    /// Returns a model that looks at the order of events too, with its metrics, and what was chosen on the way.
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
        var members = new Members(set, new HeldOutUser[0], measured.choices(), part.part(0, 0.95));
        return new Trained(
                model(members, measured.choices(), set, part.part(0.95, 1)),
                measured.metrics(),
                measured.choices().text());
    }

    private record Measured(Choices choices, Map<String, Double> metrics) {}

    private Measured measure(MetricAccumulator.Extras extras, TrainingContext part) {
        var measured = HoldOut.forMetrics(set, context.seed());
        var selection =
                HoldOut.forSelection(measured.training(), SELECTION_USERS, plan.selectionShare(), context.seed() + 1);
        var users = truths(selection);
        boolean comeBack = RepeatTraining.isWorthwhile(measured.training().interactions());
        var isUnknown = unknown(users.length, comeBack ? set.users().size() : 0);
        var known = comeBack ? selection.trainingWithout(isUnknown) : selection.training();
        var members = new Members(known, users, null, part.part(0, 0.75));
        var choices = choose(members, users, comeBack ? isUnknown : null, known.interactions(), part.part(0.75, 0.9));
        var model = model(members, choices, measured.training(), part.part(0.9, 0.92));
        var metrics = Evaluator.evaluate(model, measured, Evaluator.Candidates.ALL, extras, part.part(0.92, 1));
        return new Measured(choices, metrics);
    }

    /// Chooses which users of a hold-out the members do not see at all: half of them, and a tenth of all users at most.
    private static boolean[] unknown(int users, int allUsers) {
        long wanted = Math.min(users / 2, (int) (UNKNOWN * allUsers));
        var is = new boolean[users];
        for (int user = 0; user < users; user++) {
            is[user] = (user + 1) * wanted / users > user * wanted / users;
        }
        return is;
    }

    private static HeldOutUser[] truths(HoldOut holdOut) {
        var users = new ArrayList<HeldOutUser>();
        for (int user : holdOut.users()) {
            users.add(HeldOutUser.of(holdOut, user));
        }
        return users.toArray(HeldOutUser[]::new);
    }

    /// @param isUnknown which users the members have not seen, or null if users do not come back to items
    private Choices choose(
            Members members,
            HeldOutUser[] users,
            boolean @Nullable [] isUnknown,
            InteractionLog of,
            TrainingContext part) {
        var popular = PopularItems.of(of);
        var useful = Arrays.stream(users).filter(user -> user.newCount() > 0).toArray(HeldOutUser[]::new);
        var search = new WeightSearch(members.list, useful, popular.order(), part.workers());
        part.watch().reached("recency", 0);
        double recency = plan.recency() && hasTimes() ? search.recency() : 0;
        part.watch().reached("weights", 0.4);
        var weights = search.weights(recency);
        part.watch().reached("chances", 0.9);
        var curve = new CurveSearch(members.list, weights, recency, useful, popular.order(), part.workers()).best();
        var balance = Balance.ofHabitAlone();
        if (isUnknown != null) {
            part.watch().reached("repeats", 0.95);
            var repeats = RepeatTraining.train(of, plan.recency(), part.part(0.95, 1));
            balance = Balance.learn(
                    members.list, weights, recency, curve, repeats, users, isUnknown, popular.order(), part.workers());
        }
        var byName = new LinkedHashMap<String, Double>();
        for (int m = 0; m < weights.length; m++) {
            byName.put(members.list.get(m).name(), (double) weights[m]);
        }
        return new Choices(
                members.exponents,
                members.settings,
                members.sequences,
                byName,
                recency,
                isUnknown == null,
                curve,
                balance);
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

    private PersonalizationModel model(Members members, Choices choices, TrainingSet of, TrainingContext part) {
        var kept = new ArrayList<Member>();
        var weights = new ArrayList<Float>();
        for (var member : members.list) {
            double weight = choices.weights().getOrDefault(member.name(), 0.0);
            if (weight > 0) {
                kept.add(member);
                weights.add((float) weight);
            }
        }
        var array = new float[weights.size()];
        for (int m = 0; m < array.length; m++) {
            array[m] = weights.get(m);
        }
        var popular = PopularItems.of(of.interactions());
        var repeats = choices.heldBack()
                ? new Repeats.HeldBack()
                : new Repeats.ByChance(
                        RepeatTraining.train(of.interactions(), plan.recency(), part), choices.balance());
        var blend = new Blend(kept, array, choices.recency(), repeats, choices.curve(), popular.order());
        var counts = PopularItems.uniqueUsers(of.interactions());
        var metadata = new PersonalizationModel.Metadata(
                ItemAttributes.of(of.items()),
                ExplorationPool.of(of.items(), of.interactions(), counts),
                Lifts.ofUsers(of.users(), InteractionMatrix.of(of.interactions())),
                Lifts.ofContexts(of.contexts(), of.interactions()));
        return new PersonalizationModel(of.items().ids(), popular, counts, favour(plan.objective()), metadata, blend);
    }

    /// Returns what items' scores are multiplied by: with full sensitivity, in proportion to their reward.
    static float[] favour(@Nullable Objective objective) {
        if (objective == null || objective.sensitivity() == 0) {
            return new float[0];
        }
        double most = 0;
        for (float reward : objective.rewards()) {
            most = Math.max(most, reward);
        }
        var favour = new float[objective.rewards().length];
        for (int item = 0; item < favour.length; item++) {
            double share = most > 0 ? objective.rewards()[item] / most : 1;
            favour[item] = (float) (1 - objective.sensitivity() + objective.sensitivity() * share);
        }
        return favour;
    }

    /// Returns the log without the users whose number of events is outside of the percentiles.
    static InteractionLog within(Percentiles percentiles, InteractionLog log) {
        if (percentiles.equals(Percentiles.ALL) || log.userCount() == 0) {
            return log;
        }
        var lengths = new int[log.userCount()];
        for (int user = 0; user < lengths.length; user++) {
            lengths[user] = log.to(user) - log.from(user);
        }
        var sorted =
                Arrays.stream(lengths).filter(length -> length > 0).sorted().toArray();
        if (sorted.length == 0) {
            return log;
        }
        int least = sorted[(int) Math.floor(percentiles.min() * (sorted.length - 1))];
        int most = sorted[(int) Math.ceil(percentiles.max() * (sorted.length - 1))];
        var offsets = new int[lengths.length + 1];
        for (int user = 0; user < lengths.length; user++) {
            boolean isIn = lengths[user] >= least && lengths[user] <= most;
            offsets[user + 1] = offsets[user] + (isIn ? lengths[user] : 0);
        }
        int size = offsets[lengths.length];
        var items = new int[size];
        var times = new long[size];
        var weights = new float[size];
        for (int user = 0; user < lengths.length; user++) {
            int count = offsets[user + 1] - offsets[user];
            System.arraycopy(log.items(), log.from(user), items, offsets[user], count);
            System.arraycopy(log.times(), log.from(user), times, offsets[user], count);
            System.arraycopy(log.weights(), log.from(user), weights, offsets[user], count);
        }
        return new InteractionLog(log.itemCount(), offsets, items, times, weights);
    }

    /// The members, trained.
    private final class Members {

        final List<Member> list = new ArrayList<>();
        Exponents exponents;

        @Nullable
        AlsSettings settings;

        @Nullable
        SequenceParameters sequences;

        private final InteractionLog log;
        private final InteractionMatrix byUser;
        private final HeldOutUser[] users;
        private final @Nullable Choices choices;

        /// @param choices what is given already, or null if it is to be chosen
        Members(TrainingSet of, HeldOutUser[] users, @Nullable Choices choices, TrainingContext part) {
            this.log = within(plan.userHistoryLengths(), of.interactions());
            this.byUser = InteractionMatrix.of(log);
            this.users = users;
            this.choices = choices;
            this.settings = choices == null ? null : choices.factors();
            this.sequences = choices == null ? null : choices.sequences();
            long start = System.nanoTime();
            var counts = CoOccurrence.of(log, USER_EXPONENT);
            SparseMatrix nearest;
            if (choices == null) {
                var found = ExponentSearch.search(counts, USER_EXPONENT, neighbours(), users, part.part(0, 0.3));
                exponents = found.exponents();
                nearest = found.nearest();
            } else {
                exponents = choices.exponents();
                nearest = counts.nearest(exponents, neighbours(), part.part(0, 0.3));
            }
            list.add(Member.ofMatrix("neighbours", nearest));
            log("neighbours", start);
            if (plan.order() == Order.NOT_LOOKED_AT && isWanted("graph")) {
                list.add(graph(counts, part.part(0.3, 0.5)));
                log("graph", start);
            }
            if (isWanted("factors")) {
                list.add(factors(part.part(0.5, 0.85)));
                log("factors", start);
            }
            if (plan.order() != Order.NOT_LOOKED_AT) {
                addSequences(of.interactions(), part.part(0.85, 0.9));
                log("sequences", start);
            }
            if (log.itemCount() <= MOST_EASE_ITEMS && isWanted("ease")) {
                list.add(ease(part.part(0.9, 1)));
                log("ease", start);
            }
        }

        private void log(String name, long start) {
            LOG.log(Level.DEBUG, "{0} after {1} ms", name, (System.nanoTime() - start) / 1_000_000);
        }

        private void addSequences(InteractionLog whole, TrainingContext part) {
            boolean ordered = plan.order() == Order.COUNTS;
            var found = sequences == null
                    ? SequenceSearch.search(whole, ordered, users, part)
                    : SequenceSearch.train(whole, ordered, sequences, part);
            sequences = found.parameters();
            for (var member : List.<SequenceMember>of(found.rules(), found.sequences())) {
                if (isWanted(member.name())) {
                    list.add(Member.ofSequence(member));
                }
            }
        }

        private boolean isWanted(String name) {
            return choices == null || choices.weights().getOrDefault(name, 0.0) > 0;
        }

        private Member graph(CoOccurrence counts, TrainingContext part) {
            var linear = counts.nearest(Exponents.GRAPH, neighbours(), part.part(0, 0.5));
            var directions = LowRank.train(byUser, directions(), ROUNDS, part.part(0.5, 1));
            var lowPass = Factors.LowPass.of(directions, counts.scales(-0.5));
            return new Member("graph", null, linear, lowPass, LOW_PASS_WEIGHT);
        }

        /// The most popular items only: the time grows with the cube of their number, and of the others too
        /// little is known for weights of their own.
        private Member ease(TrainingContext part) {
            var items = Arrays.copyOf(PopularItems.of(log).order(), Math.min(EASE_ITEMS, log.itemCount()));
            Arrays.sort(items);
            var links = Ease.train(byUser.withColumns(items), EASE_REGULARIZATION, EASE_LINKS, part)
                    .among(items, log.itemCount());
            return Member.ofMatrix("ease", SparseMatrix.of(links.offsets(), links.targets(), links.weights()));
        }

        /// The number of factors: a multiple of 64, as rows of whole cache lines and vectors are read fastest, no more
        /// than the recipe says; and of large data, where the neighbours know enough to need fewer, 64 at most,
        /// as of very many items.
        private int rank() {
            int wanted = Math.max(SMALLEST_FACTORS, plan.hiddenDimension() / FACTORS_STEP * FACTORS_STEP);
            int bound = MOST_NUMBERS / Math.max(1, log.itemCount()) / FACTORS_STEP * FACTORS_STEP;
            return Math.min(wanted, byUser.size() > LARGE ? FACTORS_STEP : Math.max(FACTORS_STEP, bound));
        }

        private int directions() {
            return Math.clamp(MOST_NUMBERS / Math.max(1, log.itemCount()), FACTORS_STEP, DIRECTIONS);
        }

        private int neighbours() {
            return Math.clamp(2L * MOST_NUMBERS / Math.max(1, log.itemCount()), FEWEST_NEIGHBOURS, NEIGHBOURS);
        }

        private Member factors(TrainingContext part) {
            if (settings == null) {
                settings = FactorSearch.search(log, rank(), users, part.part(0, 0.4))
                        .withIterations(ITERATIONS);
            }
            var factors = ImplicitAls.train(byUser, settings, part.part(0.4, 1));
            return Member.ofFactors("factors", Factors.Implicit.of(factors));
        }
    }
}
