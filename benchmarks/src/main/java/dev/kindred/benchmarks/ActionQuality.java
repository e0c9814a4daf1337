package dev.kindred.benchmarks;

import dev.kindred.engine.data.ActionLog;
import dev.kindred.engine.data.ActionTrainingSet;
import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.UserTable;
import dev.kindred.engine.metrics.PropensityMetrics;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.ranking.PastActions;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import dev.kindred.engine.recipe.action.ActionModel;
import dev.kindred.engine.recipe.action.ActionTraining;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// How accurate are the probabilities of actions, compared with each action's overall share? The data is
/// simulated: users have a preference vector in three dimensions, items and actions a position there. Users
/// interact with near items, and the log-odds of an action are its own plus its proximity. The test users are
/// not part of the training.
///
/// Arguments: users, items, actions.
public final class ActionQuality {

    private static final int THREADS = 2;
    private static final int DIMENSIONS = 3;
    private static final int HISTORY = 20;
    private static final int OFFERS = 10;

    private final Random random = new Random(1);
    private final double[][] items;
    private final double[][] actions;
    private final double[] own;

    private ActionQuality(int itemCount, int actionCount) {
        items = places(itemCount);
        actions = places(actionCount);
        own = random.doubles(actionCount, -2, 1).toArray();
    }

    public static void main(String[] arguments) {
        int users = Integer.parseInt(arguments[0]);
        new ActionQuality(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2])).run(users);
    }

    private void run(int users) {
        var set = set(users);
        try (var pool = Executors.newFixedThreadPool(THREADS)) {
            long begun = System.nanoTime();
            var trained = ActionTraining.train(
                    ActionTraining.Settings.of(Duration.ofDays(14)),
                    set,
                    new TrainingContext(new Workers(pool, THREADS), 1, TrainingContext.Watch.NONE));
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf(
                    "%,d users, %,d offers, %s; trained in %.1f s; metrics %s%n",
                    users, set.log().size(), trained.chosen(), seconds, trained.metrics());
            compare(trained.model(), 4_000);
        }
    }

    private void compare(ActionModel model, int users) {
        int count = actions.length;
        var truth = new double[count][users];
        var ours = new double[count][users];
        var taken = new boolean[count][users];
        for (int user = 0; user < users; user++) {
            var taste = place();
            var weights = new float[HISTORY];
            Arrays.fill(weights, 1);
            var foretold = model.propensities(
                    new History(history(taste), new long[HISTORY], weights), PastActions.NONE, Map.of());
            for (int action = 0; action < count; action++) {
                truth[action][user] = probability(taste, action);
                ours[action][user] = foretold[action];
                taken[action][user] = random.nextDouble() < truth[action][user];
            }
        }
        var share = model.propensities(History.EMPTY, PastActions.NONE, Map.of());
        System.out.printf("%-20s %22s %8s%n", "", "distance from truth", "AUC");
        print("share of all", truth, taken, (action, user) -> share[action]);
        print("model", truth, taken, (action, user) -> ours[action][user]);
        print("truth", truth, taken, (action, user) -> truth[action][user]);
    }

    private interface Foretold {
        double of(int action, int user);
    }

    private static void print(String name, double[][] truth, boolean[][] taken, Foretold foretold) {
        double distance = 0;
        double area = 0;
        for (int action = 0; action < truth.length; action++) {
            var probabilities = new double[truth[action].length];
            for (int user = 0; user < probabilities.length; user++) {
                probabilities[user] = foretold.of(action, user);
                distance += Math.abs(probabilities[user] - truth[action][user]) / probabilities.length;
            }
            area += PropensityMetrics.areaUnderCurve(probabilities, taken[action]);
        }
        System.out.printf("%-20s %22.4f %8.4f%n", name, distance / truth.length, area / truth.length);
    }

    private ActionTrainingSet set(int users) {
        var visited = new int[users * HISTORY];
        var offered = new int[users * OFFERS];
        var times = new long[users * OFFERS];
        var taken = new boolean[users * OFFERS];
        for (int user = 0; user < users; user++) {
            var taste = place();
            System.arraycopy(history(taste), 0, visited, user * HISTORY, HISTORY);
            for (int i = 0; i < OFFERS; i++) {
                int at = user * OFFERS + i;
                offered[at] = random.nextInt(actions.length);
                times[at] = 1_000_000L + i * 15L * 86_400L / OFFERS;
                taken[at] = random.nextDouble() < probability(taste, offered[at]);
            }
        }
        return new ActionTrainingSet(
                ids(actions.length),
                new ActionLog(actions.length, offsets(users, OFFERS), offered, times, taken),
                UserTable.bare(users),
                ids(items.length),
                InteractionLog.unweighted(items.length, offsets(users, HISTORY), visited, new long[users * HISTORY]),
                IntStream.range(0, users).toArray());
    }

    /// Draws some random items at a time and selects the nearest.
    private int[] history(double[] taste) {
        var history = new int[HISTORY];
        for (int i = 0; i < HISTORY; i++) {
            int best = random.nextInt(items.length);
            for (int other = 0; other < 5; other++) {
                int item = random.nextInt(items.length);
                best = nearness(items[item], taste) > nearness(items[best], taste) ? item : best;
            }
            history[i] = best;
        }
        return history;
    }

    private double probability(double[] taste, int action) {
        return 1 / (1 + Math.exp(-own[action] - nearness(actions[action], taste)));
    }

    private static double nearness(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < DIMENSIONS; d++) {
            sum += a[d] * b[d];
        }
        return sum;
    }

    private double[][] places(int count) {
        var places = new double[count][];
        for (int i = 0; i < count; i++) {
            places[i] = place();
        }
        return places;
    }

    private double[] place() {
        return new double[] {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
    }

    private static int[] offsets(int users, int each) {
        return IntStream.rangeClosed(0, users).map(user -> user * each).toArray();
    }

    private static IdIndex ids(int count) {
        return IdIndex.of(IntStream.range(0, count).mapToObj(Integer::toString).toList());
    }
}
