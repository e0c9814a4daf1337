package dev.kindred.engine.recipe.action;

import dev.kindred.engine.data.ActionLog;
import dev.kindred.engine.data.ActionTrainingSet;
import dev.kindred.engine.data.Feature;
import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.UserTable;
import dev.kindred.engine.ranking.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// Simulated customers of a bank who read about saving (pages 0 to 19) or about travelling (pages 20 to 39),
/// some with a gold card. The true log-odds of taking an action are the action's own, plus its effect for
/// readers about travelling (minus it for the others), plus its effect for holders of gold cards. The last
/// action has too few events for a score.
final class KnownOddsFixture {

    static final int ACTIONS = 9;
    static final int UNSCORED = 8;
    static final double[] OWN = {-2, -1.5, -1, -0.5, 0, 0.5, -1.2, -0.8, 0};
    static final double[] TRAVEL = {1.2, -1.2, 0.6, -0.6, 0, 1, -1, 0, 1};
    static final double[] GOLD = {0, 0.8, 0, -0.8, 1.5, 0, 0, 0, 0};
    private static final long BEGIN = 1_700_000_000;
    private static final int PAGES = 40;
    private static final int VISITS = 12;

    final int customers;
    final boolean[] travels;
    final boolean[] gold;
    private final List<int[]> pages = new ArrayList<>();
    private final Random random;

    KnownOddsFixture(int customers, long seed) {
        this.customers = customers;
        random = new Random(seed);
        travels = new boolean[customers];
        gold = new boolean[customers];
        for (int customer = 0; customer < customers; customer++) {
            travels[customer] = random.nextBoolean();
            gold[customer] = random.nextInt(3) == 0;
            int from = travels[customer] ? PAGES / 2 : 0;
            pages.add(random.ints(VISITS, 0, 10)
                    .map(draw -> draw == 9 ? (from + PAGES / 2 + draw) % PAGES : from + random.nextInt(PAGES / 2))
                    .toArray());
        }
    }

    double truth(int customer, int action) {
        double odds = OWN[action] + (travels[customer] ? 1 : -1) * TRAVEL[action] + (gold[customer] ? GOLD[action] : 0);
        return LogisticRegression.probability(odds);
    }

    History history(int customer) {
        var items = pages.get(customer);
        var weights = new float[items.length];
        Arrays.fill(weights, 1);
        return new History(items, new long[items.length], weights);
    }

    Map<String, String> traits(int customer) {
        return Map.of("CARD", gold[customer] ? "gold" : "plain");
    }

    /// Returns the events after each action was offered once to every second customer.
    ActionTrainingSet set() {
        var offsets = new int[customers + 1];
        var actions = new ArrayList<Integer>();
        var times = new ArrayList<Long>();
        var taken = new ArrayList<Boolean>();
        for (int customer = 0; customer < customers; customer++) {
            int first = random.nextInt(ACTIONS);
            for (int i = 0; i < ACTIONS; i++) {
                int action = (first + i) % ACTIONS;
                if (random.nextBoolean() && (action != UNSCORED || customer < 90)) {
                    actions.add(action);
                    times.add(BEGIN + 1_000_000 + i * 100L);
                    taken.add(random.nextDouble() < truth(customer, action));
                }
            }
            offsets[customer + 1] = actions.size();
        }
        var marks = new boolean[taken.size()];
        for (int i = 0; i < marks.length; i++) {
            marks[i] = taken.get(i);
        }
        return new ActionTrainingSet(
                ids("action", ACTIONS),
                new ActionLog(
                        ACTIONS,
                        offsets,
                        actions.stream().mapToInt(Integer::intValue).toArray(),
                        times.stream().mapToLong(Long::longValue).toArray(),
                        marks),
                new UserTable(customers, List.of(cards())),
                ids("page", PAGES),
                visits(),
                IntStream.range(0, customers).toArray());
    }

    private Feature cards() {
        return new Feature.Categorical(
                "CARD",
                new String[] {"gold", "plain"},
                IntStream.rangeClosed(0, customers).toArray(),
                IntStream.range(0, customers).map(i -> gold[i] ? 0 : 1).toArray());
    }

    private InteractionLog visits() {
        return InteractionLog.unweighted(
                PAGES,
                IntStream.rangeClosed(0, customers).map(i -> i * VISITS).toArray(),
                pages.stream().flatMapToInt(Arrays::stream).toArray(),
                IntStream.range(0, customers * VISITS)
                        .mapToLong(i -> BEGIN + i % VISITS)
                        .toArray());
    }

    static IdIndex ids(String name, int count) {
        return IdIndex.of(
                IntStream.range(0, count).mapToObj(i -> name + "-" + i).toList());
    }
}
