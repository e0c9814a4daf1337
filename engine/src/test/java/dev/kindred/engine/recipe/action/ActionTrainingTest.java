package dev.kindred.engine.recipe.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.engine.data.ActionLog;
import dev.kindred.engine.data.ActionTrainingSet;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.UserTable;
import dev.kindred.engine.file.CorruptFileException;
import dev.kindred.engine.metrics.PropensityMetrics;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.ranking.PastActions;
import dev.kindred.engine.recipe.SmallSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActionTrainingTest {

    private static final ActionTraining.Settings SETTINGS = ActionTraining.Settings.of(Duration.ofDays(14));
    private final TrainedActions trained = train(new KnownOddsFixture(4_000, 1).set(), 2);
    private final KnownOddsFixture others = new KnownOddsFixture(3_000, 2);

    @TempDir
    Path folder;

    private static TrainedActions train(ActionTrainingSet set, int threads) {
        return ActionTraining.train(SETTINGS, set, SmallSets.context(threads));
    }

    private double[] foretold(int customer) {
        return trained.model().propensities(others.history(customer), PastActions.NONE, others.traits(customer));
    }

    @Test
    void probabilitiesOfCustomersWhoWereNotTrainedOnAreNearTheTruth() {
        double distance = 0;
        int count = 0;
        for (int customer = 0; customer < others.customers; customer++) {
            var foretold = foretold(customer);
            for (int action = 0; action < KnownOddsFixture.UNSCORED; action++) {
                distance += Math.abs(foretold[action] - others.truth(customer, action));
                count++;
            }
        }

        assertThat(distance / count).isBetween(0.001, 0.05); // sampling error alone makes it positive
    }

    @Test
    void probabilitiesAreCalibrated() {
        var foretold = new double[10];
        var truth = new double[10];
        var counts = new int[10];
        for (int customer = 0; customer < others.customers; customer++) {
            var probabilities = foretold(customer);
            for (int action = 0; action < KnownOddsFixture.UNSCORED; action++) {
                int bin = (int) (probabilities[action] * 10);
                foretold[bin] += probabilities[action];
                truth[bin] += others.truth(customer, action);
                counts[bin]++;
            }
        }

        for (int bin = 0; bin < 10; bin++) {
            if (counts[bin] >= 300) {
                assertThat(foretold[bin] / counts[bin]).isEqualTo(truth[bin] / counts[bin], within(0.06));
            }
        }
    }

    @Test
    void orderIsAsGoodAsKnowingTheTruthNearlyAndNeverBetter() {
        var random = new Random(3);
        double ours = 0;
        double best = 0;
        for (int action = 0; action < KnownOddsFixture.UNSCORED; action++) {
            var probabilities = new double[others.customers];
            var truths = new double[others.customers];
            var taken = new boolean[others.customers];
            for (int customer = 0; customer < others.customers; customer++) {
                probabilities[customer] = foretold(customer)[action];
                truths[customer] = others.truth(customer, action);
                taken[customer] = random.nextDouble() < truths[customer];
            }
            ours += PropensityMetrics.areaUnderCurve(probabilities, taken) / KnownOddsFixture.UNSCORED;
            best += PropensityMetrics.areaUnderCurve(truths, taken) / KnownOddsFixture.UNSCORED;
        }

        assertThat(ours).isBetween(best - 0.02, best + 0.005);
    }

    @Test
    void metricsAreOfThatOrderToo() {
        assertThat(trained.metrics()).containsOnlyKeys("coverage", "precision", "recall", "auc");
        assertThat(trained.metrics().get("auc")).isBetween(0.62, 0.75);
        assertThat(trained.metrics().get("precision")).isBetween(0.35, 0.7);
        assertThat(trained.metrics().get("recall")).isBetween(0.5, 1.0);
        assertThat(trained.metrics().get("coverage")).isEqualTo(0.8889); // all but the one without a score
        assertThat(trained.metrics().values())
                .allSatisfy(value -> assertThat(value).isEqualTo(Math.round(value * 10_000) / 10_000.0));
    }

    @Test
    void anActionWithTooLittleDataHasTheScore0() {
        assertThat(foretold(0)[KnownOddsFixture.UNSCORED]).isZero();
        assertThat(trained.model().isScored(KnownOddsFixture.UNSCORED)).isFalse();
        assertThat(trained.model().isScored(0)).isTrue();
    }

    @Test
    void aUserOfWhomNothingIsKnownGetsTheShareOfAll() {
        var log = new KnownOddsFixture(4_000, 1).set().log();
        var taken = new int[KnownOddsFixture.ACTIONS];
        var all = new int[KnownOddsFixture.ACTIONS];
        for (int at = 0; at < log.size(); at++) {
            all[log.actions()[at]]++;
            taken[log.actions()[at]] += log.taken()[at] ? 1 : 0;
        }

        var general = trained.model().propensities(History.EMPTY, PastActions.NONE, Map.of("COLOUR", "red"));

        for (int action = 0; action < KnownOddsFixture.UNSCORED; action++) {
            assertThat(general[action]).isEqualTo((double) taken[action] / all[action], within(0.01));
        }
    }

    @Test
    void whoTookActionsBeforeIsLikelierToTakeAnother() {
        var set = willing();

        var model = train(set, 2).model();

        var history = History.EMPTY;
        var took = model.propensities(
                history, new PastActions(new int[] {0, 1, 2}, new boolean[] {true, true, true}), Map.of());
        var refused = model.propensities(
                history, new PastActions(new int[] {0, 1, 2}, new boolean[] {false, false, false}), Map.of());
        assertThat(took[3]).isGreaterThan(0.65).isLessThan(0.95);
        assertThat(refused[3]).isLessThan(0.35).isGreaterThan(0.05);
    }

    /// Half of the users take four of five offers of any action, the others one; there are no items.
    private static ActionTrainingSet willing() {
        int users = 1_500;
        int actions = 5;
        var random = new Random(4);
        var offsets = new int[users + 1];
        var events = new int[users * actions];
        var times = new long[users * actions];
        var taken = new boolean[users * actions];
        var nobody = new int[users];
        for (int user = 0; user < users; user++) {
            nobody[user] = -1;
            offsets[user + 1] = (user + 1) * actions;
            for (int i = 0; i < actions; i++) {
                events[user * actions + i] = i;
                times[user * actions + i] = i * 86_400L;
                taken[user * actions + i] = random.nextInt(5) < (user % 2 == 0 ? 4 : 1);
            }
        }
        return new ActionTrainingSet(
                KnownOddsFixture.ids("action", actions),
                new ActionLog(actions, offsets, events, times, taken),
                UserTable.bare(users),
                KnownOddsFixture.ids("page", 1),
                InteractionLog.unweighted(1, new int[] {0}, new int[0], new long[0]),
                nobody);
    }

    @Test
    void theSameDataMakeTheSameFileWhateverTheThreads() throws IOException {
        var set = new KnownOddsFixture(600, 5).set();

        train(set, 1).model().write(folder.resolve("one"));
        train(set, 3).model().write(folder.resolve("three"));

        assertThat(Files.mismatch(folder.resolve("one"), folder.resolve("three")))
                .isEqualTo(-1);
    }

    @Test
    void aModelThatWasWrittenAnswersTheSame() throws IOException {
        trained.model().write(folder.resolve("model"));

        var opened = ActionModel.open(folder.resolve("model"));

        assertThat(opened.actions().id(3)).isEqualTo("action-3");
        assertThat(opened.items().id(7)).isEqualTo("page-7");
        for (int customer = 0; customer < 50; customer++) {
            var past = new PastActions(new int[] {customer % 9, 2}, new boolean[] {customer % 2 == 0, false});
            assertThat(opened.propensities(others.history(customer), past, others.traits(customer)))
                    .isEqualTo(trained.model().propensities(others.history(customer), past, others.traits(customer)));
        }
    }

    @Test
    void aDamagedFileIsNoModel() throws IOException {
        var file = folder.resolve("damaged");
        trained.model().write(file);
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> ActionModel.open(file)).isInstanceOf(CorruptFileException.class);
    }

    @Test
    void withoutActionInteractionsNothingHasAScore() throws IOException {
        var set = new ActionTrainingSet(
                KnownOddsFixture.ids("action", 2),
                new ActionLog(2, new int[] {0}, new int[0], new long[0], new boolean[0]),
                UserTable.bare(0),
                KnownOddsFixture.ids("page", 3),
                InteractionLog.unweighted(3, new int[] {0, 2}, new int[] {0, 1}, new long[] {1, 2}),
                new int[0]);

        var nothing = train(set, 1);
        nothing.model().write(folder.resolve("nothing"));

        assertThat(nothing.metrics()).containsExactly(Map.entry("coverage", 0.0));
        assertThat(ActionModel.open(folder.resolve("nothing"))
                        .propensities(
                                new History(new int[] {2}, new long[1], new float[] {1}), PastActions.NONE, Map.of()))
                .containsExactly(0, 0);
    }

    @Test
    void eventsOlderThanTheWindowDoNotMakeAScore() {
        long day = 86_400;
        var times = new long[201];
        var taken = new boolean[201];
        for (int i = 0; i < 200; i++) {
            times[i] = i < 100 ? day : 30 * day;
            taken[i] = i % 2 == 0;
        }
        times[200] = 44 * day; // the first hundred are 43 days older
        var actions = new int[201];
        Arrays.fill(actions, 100, 201, 1);
        var log = new ActionLog(2, new int[] {0, 201}, actions, times, taken);

        assertThat(ActionTraining.scored(log, SETTINGS)).containsExactly(false, true);
    }
}
