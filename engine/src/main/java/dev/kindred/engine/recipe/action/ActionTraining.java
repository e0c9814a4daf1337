package dev.kindred.engine.recipe.action;

import dev.kindred.engine.data.ActionLog;
import dev.kindred.engine.data.ActionTrainingSet;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.action.ActionModel.ItemVectors;
import dev.kindred.engine.recipe.action.ActionModel.Propensities;
import dev.kindred.engine.recipe.factor.AlsSettings;
import dev.kindred.engine.recipe.factor.ImplicitAls;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Trains models of actions. Some users are held out to select the strength of the shared prior, others to
/// measure the metrics. The final model is then trained on all data.
///
/// The items' vectors are trained on all interactions with items: only offers of actions are held out.
public final class ActionTraining {

    /// The rank of the item vectors: few features generalize from few offers. Taste.
    private static final int RANK = 16;

    /// Maximum number of offers of a training, which bounds its memory and time. Taste.
    private static final int MOST_OFFERS = 500_000;

    /// Minimum number of offers that an action keeps if there are more than the maximum. Taste.
    private static final int FEWEST_OF_AN_ACTION = 500;

    /// Maximum number of offers of an action: more do not change its few weights. Taste.
    private static final int MOST_OF_AN_ACTION = 20_000;

    /// Maximum number of offers of an action in the selection of the precision. Taste.
    private static final int MOST_TO_CHOOSE_BY = 2_000;

    /// The candidate precisions: powers of 4. Taste.
    private static final double[] CLOSENESSES = {4, 16, 64, 256, 1024};

    /// The settings of a training.
    ///
    /// @param optimizationPeriod the time after an offer in which taking the action counts
    /// @param enough the minimum number of events with the action taken, and of other events, of a scored action
    /// @param window the maximum age of these events, relative to the newest event
    public record Settings(Duration optimizationPeriod, int enough, Duration window) {

        /// Returns the settings of AWS's recipe: 50 events of each kind within six weeks.
        public static Settings of(Duration optimizationPeriod) {
            return new Settings(optimizationPeriod, 50, Duration.ofDays(42));
        }
    }

    private final Settings settings;
    private final ActionTrainingSet set;
    private final TrainingContext context;

    private ActionTraining(Settings settings, ActionTrainingSet set, TrainingContext context) {
        this.settings = settings;
        this.set = set;
        this.context = context;
    }

    /// Returns a model, with the metrics of a model that was trained without the test users.
    ///
    /// @throws java.util.concurrent.CancellationException if the context's watch or an interrupt cancels the
    /// training
    public static TrainedActions train(Settings settings, ActionTrainingSet set, TrainingContext context) {
        return new ActionTraining(settings, set, context).train();
    }

    private TrainedActions train() {
        context.watch().reached("items' vectors", 0);
        var vectors = vectors(context.part("items' vectors", 0, 0.3));
        var scored = scored(set.log(), settings);
        var bare = new UserView(
                vectors.isEmpty() ? null : vectors.foldIn(),
                vectors.settings().rank(),
                overall(set.log()),
                UserTraits.of(set.users()),
                new float[0],
                new float[0]);
        context.watch().reached("users before each offer", 0.3);
        var offers = Offers.of(set.log(), settings.optimizationPeriod().toSeconds());
        var chosen = offers.newestOf(scored, mostOfAnAction(scored));
        var evidence = Evidence.of(set, offers, chosen, bare, context.part(0.3, 0.5));
        if (chosen.length == 0) {
            return untrained(vectors, evidence.view(), scored);
        }
        var parts = Parts.of(evidence, context.seed());
        double closeness = closeness(evidence, scored, parts);
        var first = new Regressions(evidence, scored, context.part("without those held out", 0.7, 0.8))
                .fit(parts.training(), closeness, MOST_OF_AN_ACTION);
        var metrics = new ActionMetrics(evidence, scored).measure(first, parts);
        var last = new Regressions(evidence, scored, context.part("final model", 0.8, 1))
                .fit(all(chosen.length), closeness, MOST_OF_AN_ACTION);
        var model = new ActionModel(set.actions(), set.items(), vectors, evidence.view(), last);
        return new TrainedActions(model, metrics, chosen(scored, chosen.length, closeness));
    }

    private TrainedActions untrained(ItemVectors vectors, UserView view, boolean[] scored) {
        var nothing =
                new Propensities(scored, new double[scored.length], new float[scored.length * (view.width() + 1)]);
        return new TrainedActions(
                new ActionModel(set.actions(), set.items(), vectors, view, nothing),
                new LinkedHashMap<>(Map.of("coverage", 0.0)),
                chosen(scored, 0, 0));
    }

    private static Map<String, String> chosen(boolean[] scored, int offers, double closeness) {
        int count = 0;
        for (boolean is : scored) {
            count += is ? 1 : 0;
        }
        var chosen = new LinkedHashMap<String, String>();
        chosen.put("scored actions", Integer.toString(count));
        chosen.put("offers", Integer.toString(offers));
        chosen.put("closeness of actions", Double.toString(closeness));
        return chosen;
    }

    private ItemVectors vectors(TrainingContext part) {
        int rank = Math.clamp(set.items().size(), 1, RANK);
        var als = AlsSettings.ofRank(rank);
        if (set.interactions().size() == 0) {
            return new ItemVectors(MemorySegment.ofArray(new byte[0]), new float[rank], als);
        }
        var factors = ImplicitAls.train(set.interactions(), als, part);
        return new ItemVectors(littleEndian(factors.items()), factors.spectrum(), als);
    }

    private static MemorySegment littleEndian(float[] values) {
        var segment = MemorySegment.ofArray(new byte[Math.multiplyExact(values.length, Float.BYTES)]);
        var layout = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            segment.set(layout, (long) i * Float.BYTES, values[i]);
        }
        return segment;
    }

    /// Returns for each action whether it has enough events of both kinds for a score.
    static boolean[] scored(ActionLog log, Settings settings) {
        long newest = Arrays.stream(log.times()).max().orElse(0);
        long oldest = newest - settings.window().toSeconds();
        var taken = new int[log.actionCount()];
        var others = new int[log.actionCount()];
        for (int at = 0; at < log.size(); at++) {
            if (log.times()[at] >= oldest) {
                (log.taken()[at] ? taken : others)[log.actions()[at]]++;
            }
        }
        var scored = new boolean[log.actionCount()];
        for (int action = 0; action < scored.length; action++) {
            scored[action] = taken[action] >= settings.enough() && others[action] >= settings.enough();
        }
        return scored;
    }

    private static double overall(ActionLog log) {
        int taken = 0;
        for (boolean is : log.taken()) {
            taken += is ? 1 : 0;
        }
        return (taken + 1.0) / (log.size() + 2.0);
    }

    private static int mostOfAnAction(boolean[] scored) {
        int count = 1;
        for (boolean is : scored) {
            count += is ? 1 : 0;
        }
        return Math.clamp(MOST_OFFERS / count, FEWEST_OF_AN_ACTION, MOST_OF_AN_ACTION);
    }

    private static int[] all(int count) {
        var rows = new int[count];
        Arrays.setAll(rows, i -> i);
        return rows;
    }

    /// Selects the precision of the prior that the actions share, by the log-loss on the validation users.
    private double closeness(Evidence evidence, boolean[] scored, Parts parts) {
        double best = CLOSENESSES[CLOSENESSES.length / 2];
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < CLOSENESSES.length; i++) {
            double from = 0.5 + 0.2 * i / CLOSENESSES.length;
            var part = context.part("how alike actions are", from, from + 0.2 / CLOSENESSES.length);
            var tried =
                    new Regressions(evidence, scored, part).fit(parts.training(), CLOSENESSES[i], MOST_TO_CHOOSE_BY);
            double surprise = 0;
            for (int row : parts.validation()) {
                surprise +=
                        LogisticRegression.surprise(ActionMetrics.logOdds(evidence, tried, row), evidence.taken()[row]);
            }
            if (surprise < least) {
                least = surprise;
                best = CLOSENESSES[i];
            }
        }
        return best;
    }
}
