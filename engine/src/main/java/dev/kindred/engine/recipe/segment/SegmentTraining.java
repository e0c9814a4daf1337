package dev.kindred.engine.recipe.segment;

import dev.kindred.engine.data.HoldOut;
import dev.kindred.engine.data.InteractionMatrix;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.metrics.SegmentMetrics;
import dev.kindred.engine.recipe.Trained;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.factor.AlsSettings;
import dev.kindred.engine.recipe.factor.ImplicitAls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Trains a [SegmentModel]. The metrics are measured on the newest 20 % of the data. Parameters are selected on
/// the newest 20 % of the rest; for large data, on a part of the users and segments.
public final class SegmentTraining {

    /// Maximum numbers of users and segments for the selection, which bound the time. Taste.
    private static final int SELECTION_USERS = 30_000;
    private static final int SELECTION_SEGMENTS = 256;

    /// Maximum cost of the metrics, in pairs times segments: some seconds. Taste.
    private static final long MEASURING_WORK = 10_000_000_000L;

    /// Minimum number of segments for the metrics, regardless of cost. Taste.
    private static final int FEWEST_SEGMENTS = 200;

    /// Data with more pairs have the smallest rank, as in personalization. Taste.
    private static final int LARGE = 5_000_000;
    private static final int FACTORS_STEP = 64;
    private static final int SMALLEST_FACTORS = 32;
    private static final int ITERATIONS = 8;

    private final TrainingSet set;
    private final int hiddenDimension;
    private final Kind kind;
    private final TrainingContext context;

    /// The kinds of segments.
    private enum Kind {
        ITEM,
        ATTRIBUTE;

        List<Segment> segments(HoldOut holdOut, int most) {
            return switch (this) {
                case ITEM -> Segment.byItem(holdOut, most);
                case ATTRIBUTE -> Segment.byAttribute(holdOut, most);
            };
        }
    }

    private SegmentTraining(TrainingSet set, int hiddenDimension, Kind kind, TrainingContext context) {
        this.set = set;
        this.hiddenDimension = hiddenDimension;
        this.kind = kind;
        this.context = context;
    }

    /// Returns a model for segments by one item, with its metrics and choices.
    public static Trained byItem(TrainingSet set, int hiddenDimension, TrainingContext context) {
        return new SegmentTraining(set, hiddenDimension, Kind.ITEM, context).train();
    }

    /// Returns a model for segments by all items with some attributes, with its metrics and choices.
    public static Trained byAttribute(TrainingSet set, int hiddenDimension, TrainingContext context) {
        return new SegmentTraining(set, hiddenDimension, Kind.ATTRIBUTE, context).train();
    }

    private Trained train() {
        var measured = HoldOut.forSegments(set, context.seed());
        var selection = Segment.some(HoldOut.forSegments(measured.training(), context.seed() + 1), SELECTION_USERS);
        var found = SegmentSearch.search(
                selection,
                kind.segments(selection, SELECTION_SEGMENTS),
                kind == Kind.ITEM,
                context.part("without the hold-out", 0, 0.4));
        var metrics = measure(measured, found);
        context.watch().reached("training the final model", 0.8);
        var model = model(set, found, context.part("final model", 0.8, 1));
        return new Trained(model, metrics, described(found));
    }

    private Map<String, Double> measure(HoldOut holdOut, SegmentSearch.Found found) {
        var model = model(holdOut.training(), found, context.part("without the hold-out", 0.4, 0.6));
        var data = UserItems.of(holdOut.training().interactions());
        var ranking = model.over(data, context.workers());
        var board = new SegmentMetrics(data.userCount());
        int depth = SegmentMetrics.hundredth(data.userCount());
        long fits = MEASURING_WORK / Math.max(1, data.items().length);
        var segments = kind.segments(holdOut, Math.clamp(fits, FEWEST_SEGMENTS, Integer.MAX_VALUE));
        int atOnce = ranking.questionsAtOnce(depth);
        for (int first = 0; first < segments.size(); first += atOnce) {
            context.watch().reached("measuring", 0.6 + 0.2 * first / segments.size());
            var asked = segments.subList(first, Math.min(segments.size(), first + atOnce));
            var questions = new ArrayList<UserRanking.Query>();
            asked.forEach(segment -> questions.add(new UserRanking.Query(segment.items(), _ -> true, depth)));
            var answers = ranking.rank(questions, () -> false);
            for (int i = 0; i < asked.size(); i++) {
                board.note(answers.get(i), asked.get(i).users());
            }
        }
        return board.metrics();
    }

    private SegmentModel model(TrainingSet of, SegmentSearch.Found found, TrainingContext part) {
        return new SegmentModel(of.items().ids(), found.affinity(), factors(of, found, part));
    }

    private @Nullable UserFactors factors(TrainingSet of, SegmentSearch.Found found, TrainingContext part) {
        if (found.affinity().factorWeight() == 0) {
            return null;
        }
        var byUser = InteractionMatrix.of(of.interactions());
        var settings = AlsSettings.ofRank(rank(byUser.size()))
                .withIterations(ITERATIONS)
                .withUnobservedWeight(found.unobserved());
        return UserFactors.of(
                ImplicitAls.train(byUser, settings, part), UserItems.of(of.interactions()), part.workers());
    }

    /// Returns a multiple of 64, because rows of whole vectors are read fastest; for large data 64, because
    /// users' vectors are computed for each job.
    private int rank(int pairs) {
        int wanted = Math.max(SMALLEST_FACTORS, hiddenDimension / FACTORS_STEP * FACTORS_STEP);
        return pairs > LARGE ? Math.min(wanted, FACTORS_STEP) : wanted;
    }

    private static Map<String, String> described(SegmentSearch.Found found) {
        var affinity = found.affinity();
        var text = new TreeMap<String, String>();
        text.put("item exponent", Double.toString(affinity.itemExponent()));
        text.put("recency", Double.toString(affinity.recency()));
        text.put("length exponent", Double.toString(affinity.lengthExponent()));
        text.put("activity exponent", Double.toString(affinity.activityExponent()));
        text.put("activity", Double.toString(affinity.activityWeight()));
        text.put("own", affinity.holdsOwnersBack() ? "held back" : Double.toString(affinity.ownWeight()));
        text.put("factors", Double.toString(affinity.factorWeight()));
        text.put("unobserved weight", Double.toString(found.unobserved()));
        return text;
    }
}
