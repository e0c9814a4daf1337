package dev.kindred.engine.recipe;

import dev.kindred.engine.data.Feature;
import dev.kindred.engine.data.HoldOut;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.UserTable;
import dev.kindred.engine.metrics.MetricAccumulator;
import dev.kindred.engine.model.Model;
import dev.kindred.engine.ranking.Excluding;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.engine.ranking.Query;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Evaluation of a model on a hold-out: it queries the model for each test user as a server does, and compares
/// the answer with the truth. The model's items must be those of the training set.
public final class Evaluator {

    /// Number of users per progress report and per task of a thread. Taste.
    private static final int USERS_AT_ONCE = 256;
    private static final int USERS_OF_A_THREAD = 8;

    /// The length of the answers if rewards are measured, so that there are enough items to select rewarding
    /// ones. Taste.
    private static final int DEPTH_WITH_REWARDS = 100;

    private Evaluator() {}

    /// The items that an answer may contain.
    public enum Candidates {
        /// All items.
        ALL,
        /// All items except those of the user's history.
        NEW_TO_THE_USER
    }

    /// Returns the metrics of a model by name, each rounded to 4 decimals. The result does not depend on the
    /// number of threads.
    public static Map<String, Double> evaluate(
            Model model,
            HoldOut holdOut,
            Candidates candidates,
            MetricAccumulator.Extras extras,
            TrainingContext context) {
        var users = holdOut.users();
        var board = new MetricAccumulator(users.length, holdOut.truth().itemCount(), extras);
        int depth = extras.rewards() == null ? MetricAccumulator.DEPTH : DEPTH_WITH_REWARDS;
        for (int start = 0; start < users.length; start += USERS_AT_ONCE) {
            int first = start;
            context.watch().reached("measuring", (double) start / users.length);
            int count = Math.min(USERS_AT_ONCE, users.length - start);
            context.workers().forRanges(count, USERS_OF_A_THREAD, (from, to) -> {
                for (int i = first + from; i < first + to; i++) {
                    var answer = model.rank(query(holdOut, users[i], candidates, depth, context.seed() + i));
                    var relevant = Relevant.of(holdOut.truth(), users[i]);
                    board.note(i, answer.items(), relevant.items(), relevant.weights());
                }
            });
        }
        return board.metrics();
    }

    /// Returns the query just before the first event of the truth.
    public static Query query(HoldOut holdOut, int user, Candidates candidates, int numResults, long seed) {
        var history = History.of(holdOut.training().interactions(), user);
        var all = ItemSet.all(holdOut.truth().itemCount());
        return new Query(
                history,
                history.size() == 0 ? Query.NO_ITEM : history.items()[0],
                values(holdOut.training().users(), user),
                Map.of(),
                candidates == Candidates.ALL ? all : new Excluding(all, history.items()),
                numResults,
                null,
                holdOut.truth().times()[holdOut.truth().from(user)],
                seed);
    }

    private static Map<String, String> values(UserTable users, int user) {
        var values = new HashMap<String, String>();
        for (var feature : users.features()) {
            var text = Feature.text(feature, user);
            if (!text.isEmpty()) {
                values.put(feature.name(), text);
            }
        }
        return values;
    }

    /// The distinct items of a user's truth, ascending, each with its largest weight.
    private record Relevant(int[] items, float[] weights) {

        static Relevant of(InteractionLog truth, int user) {
            var items = truth.distinctItems(user);
            var weights = new float[items.length];
            for (int at = truth.from(user); at < truth.to(user); at++) {
                int i = Arrays.binarySearch(items, truth.items()[at]);
                weights[i] = Math.max(weights[i], truth.weights()[at]);
            }
            return new Relevant(items, weights);
        }
    }
}
