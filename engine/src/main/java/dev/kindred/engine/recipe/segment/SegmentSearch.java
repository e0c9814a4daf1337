package dev.kindred.engine.recipe.segment;

import dev.kindred.engine.data.HoldOut;
import dev.kindred.engine.metrics.SegmentMetrics;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.factor.AlsSettings;
import dev.kindred.engine.recipe.factor.ImplicitAls;
import dev.kindred.engine.recipe.member.Comparison;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/// Selects the weights of affinity on a hold-out: a coordinate search from an adequate start. A value changes
/// only if the gain over all segments exceeds its standard error. The gain of a segment is the number of actual
/// users among its top 1 % and top 5 %, as a share of the maximum.
final class SegmentSearch {

    /// The candidate values of each parameter of [Affinity]. Taste.
    private static final double[] OWN = {0, 0.03, 0.1, 0.3, 1, 3};
    private static final double[] ACTIVITY = {0.01, 0.03, 0.1, 0.3, 1, 3};
    private static final double[] ACTIVITY_EXPONENT = {0.5, 0.75, 1, 1.5};
    private static final double[] ITEM_EXPONENT = {0, 0.3, 0.5, 0.7, 1};
    private static final double[] LENGTH_EXPONENT = {0, 0.25, 0.5};
    private static final double[] RECENCY = {0, 0.3, 0.6};
    private static final double[] FACTORS = {0.1, 0.3, 1, 3};
    private static final double[] UNOBSERVED = {0.003, 0.03, 0.3};

    /// The rank of the compared factors, smaller than that of the model. Taste.
    private static final int RANK = 32;

    /// With fewer pairs, factors add nothing to the other terms. Taste.
    private static final int FEWEST_PAIRS = 10_000;

    /// Sweeps of alternating least squares in the search; the final model has its own number. Taste.
    private static final int ITERATIONS = 5;

    /// The number of rounds over all parameters. Taste.
    private static final int ROUNDS = 2;
    private static final int DEPTH = 20;

    private final UserItems data;
    private final List<Segment> segments;
    private final boolean holdsBack;
    private final TrainingContext context;
    private final HoldOut holdOut;
    private @Nullable UserFactors factors;
    private int step;

    /// @param holdsBack whether users who had the items may rank last
    private SegmentSearch(HoldOut holdOut, List<Segment> segments, boolean holdsBack, TrainingContext context) {
        this.holdOut = holdOut;
        this.data = UserItems.of(holdOut.training().interactions());
        this.segments = segments;
        this.holdsBack = holdsBack;
        this.context = context;
    }

    /// The result.
    ///
    /// @param unobserved the best weight of unobserved pairs in the training of factors
    record Found(Affinity affinity, double unobserved) {}

    static Found search(HoldOut holdOut, List<Segment> segments, boolean holdsBack, TrainingContext context) {
        return new SegmentSearch(holdOut, segments, holdsBack, context).search();
    }

    private Found search() {
        if (segments.isEmpty()) {
            return new Found(Affinity.FAIR, UNOBSERVED[1]);
        }
        var best = new Candidate(Affinity.FAIR, gains(Affinity.FAIR));
        @Nullable Affinity before = null;
        for (int round = 0; round < ROUNDS && !best.affinity().equals(before); round++) {
            before = best.affinity();
            best = own(best);
            var now = best.affinity();
            best = better(best, ACTIVITY, value -> now.withActivity(now.activityExponent(), value));
            best = better(best, ITEM_EXPONENT, best.affinity()::withItemExponent);
            best = better(best, LENGTH_EXPONENT, best.affinity()::withLengthExponent);
            var then = best.affinity();
            best = better(best, ACTIVITY_EXPONENT, value -> then.withActivity(value, then.activityWeight()));
            best = better(best, RECENCY, best.affinity()::withRecency);
        }
        if (data.items().length < FEWEST_PAIRS) {
            return new Found(best.affinity(), UNOBSERVED[1]);
        }
        double unobserved = UNOBSERVED[1];
        var without = best;
        for (double weight : UNOBSERVED) {
            factors = train(weight);
            var next = better(without, FACTORS, without.affinity()::withFactorWeight);
            if (mean(next) > mean(best)) {
                best = next;
                unobserved = weight;
            }
        }
        return new Found(best.affinity(), unobserved);
    }

    private record Candidate(Affinity affinity, double[] gains) {}

    private static double mean(Candidate candidate) {
        return Arrays.stream(candidate.gains()).average().orElse(0);
    }

    private UserFactors train(double unobserved) {
        var settings = AlsSettings.ofRank(RANK).withIterations(ITERATIONS).withUnobservedWeight(unobserved);
        var trained = ImplicitAls.train(holdOut.training().interactions(), settings, quiet());
        return UserFactors.of(trained, data, context.workers());
    }

    private TrainingContext quiet() {
        return new TrainingContext(
                context.workers(), context.seed(), (_, _) -> context.watch().reached("factors", done()));
    }

    private double done() {
        return Math.min(1, step / 100.0);
    }

    private Candidate own(Candidate best) {
        var found = better(best, OWN, best.affinity()::withOwnWeight);
        return holdsBack ? better(found, new double[] {Affinity.HELD_BACK}, found.affinity()::withOwnWeight) : found;
    }

    /// Returns the best of `best` and its variants with each of `values`.
    private Candidate better(Candidate best, double[] values, DoubleFunction<Affinity> change) {
        Candidate found = best;
        for (double value : values) {
            var affinity = change.apply(value);
            if (affinity.equals(best.affinity())) {
                continue;
            }
            var next = new Candidate(affinity, gains(affinity));
            var over = Comparison.of(next.gains(), best.gains());
            if (over.mean() > over.error() && mean(next) > mean(found)) {
                found = next;
            }
        }
        return found;
    }

    private double[] gains(Affinity affinity) {
        context.watch().reached("affinity", done());
        step++;
        var ranking =
                new UserRanking(affinity, data, factors, SegmentModel.identity(data.itemCount()), context.workers());
        int few = SegmentMetrics.hundredth(data.userCount());
        int some = Math.max(few, data.userCount() / DEPTH);
        var gains = new double[segments.size()];
        int atOnce = ranking.questionsAtOnce(some);
        for (int first = 0; first < gains.length; first += atOnce) {
            var asked = segments.subList(first, Math.min(gains.length, first + atOnce));
            var questions = new ArrayList<UserRanking.Query>();
            asked.forEach(segment -> questions.add(new UserRanking.Query(segment.items(), _ -> true, some)));
            var answers = ranking.rank(questions, () -> false);
            for (int i = 0; i < asked.size(); i++) {
                var users = asked.get(i).users();
                gains[first + i] = gain(answers.get(i), few, users) / 2 + gain(answers.get(i), some, users) / 2;
            }
        }
        return gains;
    }

    private static double gain(int[] predicted, int depth, int[] actual) {
        return (double) SegmentMetrics.hits(predicted, depth, actual) / Math.min(depth, actual.length);
    }
}
