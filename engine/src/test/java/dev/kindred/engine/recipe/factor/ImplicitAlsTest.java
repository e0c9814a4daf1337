package dev.kindred.engine.recipe.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImplicitAlsTest {

    private static final int USERS = 400;
    private static final int ITEMS = 120;
    private static final int GROUPS = 6;

    private final InteractionLog log = tasteGroups();

    @ParameterizedTest
    @CsvSource({"8,3", "8,1", "24,2"})
    void everyIterationBringsTheObjectiveDown(int rank, int steps) {
        double before = Double.POSITIVE_INFINITY;

        for (int iterations : new int[] {1, 2, 4, 8, 16}) {
            double now = objective(train(settings(rank, steps, iterations), 2));

            assertThat(now).isLessThan(before * (1 + 1e-6));
            before = now;
        }
    }

    @Test
    void fewStepsComeToWhatTheExactMethodComesTo() {
        double exact = objective(train(settings(12, 40, 30), 2));
        double few = objective(train(settings(12, 3, 30), 2));

        assertThat(few).isCloseTo(exact, within(0.01 * exact));
    }

    @ParameterizedTest
    @CsvSource({"20,3", "40,2"})
    void theResultDoesNotDependOnTheNumberOfThreads(int rank, int steps) {
        var one = train(settings(rank, steps, 3), 1);
        var many = train(settings(rank, steps, 3), 5);

        assertThat(many.items()).containsExactly(one.items());
        assertThat(many.spectrum()).containsExactly(one.spectrum());
    }

    @Test
    void theSumOfSquaresIsDiagonal() {
        var factors = train(settings(8, 3, 4), 2);

        for (int a = 0; a < 8; a++) {
            for (int b = 0; b < 8; b++) {
                double sum = 0;
                for (int item = 0; item < ITEMS; item++) {
                    sum += (double) factors.items()[item * 8 + a] * factors.items()[item * 8 + b];
                }
                assertThat(sum).isCloseTo(a == b ? factors.spectrum()[a] : 0, within(1e-3 * factors.spectrum()[0]));
            }
        }
    }

    @Test
    void itemsOfAUsersOwnTasteScoreHighest() {
        var factors = train(settings(8, 3, 10), 2);
        int right = 0;

        for (int user = 0; user < USERS; user++) {
            var history = Arrays.copyOfRange(log.items(), log.from(user), log.to(user));
            var vector = FoldIn.of(factors).vector(history, ones(history.length));
            int best = -1;
            double bestScore = Double.NEGATIVE_INFINITY;
            for (int item = 0; item < ITEMS; item++) {
                int candidate = item;
                double score = score(vector, factors, item);
                if (score > bestScore && Arrays.stream(history).noneMatch(h -> h == candidate)) {
                    best = item;
                    bestScore = score;
                }
            }
            right += best % GROUPS == user % GROUPS ? 1 : 0;
        }

        assertThat(right).isGreaterThan(USERS * 9 / 10);
    }

    @Test
    void anItemThatNobodyHadScoresNothing() {
        var lonely = InteractionLog.unweighted(3, new int[] {0, 1, 2}, new int[] {0, 1}, new long[2]);

        var factors = train(lonely, settings(4, 3, 3), 1);

        assertThat(Arrays.copyOfRange(factors.items(), 8, 12)).containsOnly(0);
        assertThat(FoldIn.of(factors).vector(new int[] {0}, ones(1))).doesNotContain(Float.NaN);
    }

    @Test
    void trainingCanBeCalledOff() {
        try (var pool = Executors.newFixedThreadPool(2)) {
            var context = new TrainingContext(new Workers(pool, 2), 1, (stage, done) -> {
                if (done > 0) {
                    throw new CancellationException("enough");
                }
            });

            assertThatThrownBy(() -> ImplicitAls.train(log, settings(4, 3, 50), context))
                    .isInstanceOf(CancellationException.class);
        }
    }

    /// Returns the objective of the class documentation, with the optimal vector of each user.
    private double objective(ImplicitFactors factors) {
        int rank = factors.rank();
        var settings = factors.settings();
        var foldIn = FoldIn.of(factors);
        var counts = new int[ITEMS];
        double sum = 0;
        for (int user = 0; user < USERS; user++) {
            var history = Arrays.copyOfRange(log.items(), log.from(user), log.to(user));
            var distinct = Arrays.stream(history).distinct().toArray();
            var vector = foldIn.vector(history, ones(history.length));
            for (int item = 0; item < ITEMS; item++) {
                double score = score(vector, factors, item);
                sum += settings.unobservedWeight() * score * score;
            }
            for (int item : distinct) {
                double missing = 1 - score(vector, factors, item);
                sum += missing * missing;
                counts[item]++;
            }
            sum += settings.ridge(distinct.length, ITEMS) * squares(vector, 0, rank);
        }
        for (int item = 0; item < ITEMS; item++) {
            sum += settings.ridge(counts[item], USERS) * squares(factors.items(), item * rank, rank);
        }
        return sum;
    }

    private static double squares(float[] vector, int from, int length) {
        double sum = 0;
        for (int i = from; i < from + length; i++) {
            sum += (double) vector[i] * vector[i];
        }
        return sum;
    }

    private static double score(float[] vector, ImplicitFactors factors, int item) {
        double sum = 0;
        for (int j = 0; j < vector.length; j++) {
            sum += (double) vector[j] * factors.items()[item * vector.length + j];
        }
        return sum;
    }

    private static AlsSettings settings(int rank, int steps, int iterations) {
        return new AlsSettings(rank, steps, iterations, 0.1, 0.01, 0.8, 0.1);
    }

    private ImplicitFactors train(AlsSettings settings, int threads) {
        return train(log, settings, threads);
    }

    private static ImplicitFactors train(InteractionLog log, AlsSettings settings, int threads) {
        try (var pool = Executors.newFixedThreadPool(threads)) {
            return ImplicitAls.train(
                    log, settings, new TrainingContext(new Workers(pool, threads), 7, TrainingContext.Watch.NONE));
        }
    }

    private static float[] ones(int count) {
        var ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /// Users of six groups, who take three in four of their items from their group; some items are repeated.
    private static InteractionLog tasteGroups() {
        var random = new Random(3);
        var offsets = new int[USERS + 1];
        var items = new int[USERS * 20];
        int at = 0;
        for (int user = 0; user < USERS; user++) {
            int count = 6 + random.nextInt(12);
            for (int i = 0; i < count; i++) {
                int group = random.nextInt(4) > 0 ? user % GROUPS : random.nextInt(GROUPS);
                items[at++] = random.nextInt(ITEMS / GROUPS) * GROUPS + group;
            }
            offsets[user + 1] = at;
        }
        return InteractionLog.unweighted(ITEMS, offsets, Arrays.copyOf(items, at), new long[at]);
    }
}
