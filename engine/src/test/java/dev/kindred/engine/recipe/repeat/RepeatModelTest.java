package dev.kindred.engine.recipe.repeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.recipe.SmallSets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Data simulated from known laws, and their estimates by the model.
class RepeatModelTest {

    private static final int USERS = 3000;
    private static final int EVENTS = 10;
    private static final int ITEMS = 500;

    /// Draws the next item of a user.
    private interface Law {
        int next(int user, int[] newestFirst, SplittableRandom random);
    }

    private static InteractionLog log(Law law) {
        var random = new SplittableRandom(1);
        var offsets = IntStream.rangeClosed(0, USERS).map(user -> user * EVENTS).toArray();
        var items = new int[USERS * EVENTS];
        var times = new long[items.length];
        for (int user = 0; user < USERS; user++) {
            for (int i = 0; i < EVENTS; i++) {
                int at = user * EVENTS + i;
                var past = new int[i];
                for (int age = 0; age < i; age++) {
                    past[age] = items[at - 1 - age];
                }
                items[at] = i == 0 ? random.nextInt(ITEMS) : law.next(user, past, random);
                times[at] = 60L * i;
            }
        }
        return InteractionLog.unweighted(ITEMS, offsets, items, times);
    }

    private static int newItem(SplittableRandom random) {
        return random.nextInt(ITEMS);
    }

    private static RepeatModel train(InteractionLog log, boolean ordered) {
        return RepeatTraining.train(log, ordered, SmallSets.context(2));
    }

    /// Returns the probability of each item of a history without repeats.
    private static double[] chances(RepeatModel model, int... newestFirst) {
        var distinct = Arrays.stream(newestFirst).distinct().toArray();
        var times = new long[newestFirst.length];
        Arrays.setAll(times, i -> 1000L - i);
        var weights = new float[newestFirst.length];
        Arrays.fill(weights, 1);
        var odds = model.logOdds(distinct, new History(newestFirst, times, weights));
        double all = 1;
        for (float logOdds : odds) {
            all += Math.exp(logOdds);
        }
        double sum = all;
        return IntStream.range(0, odds.length)
                .mapToDouble(i -> Math.exp(odds[i]) / sum)
                .toArray();
    }

    @Test
    void chancesFallWithWhatWasHadSince() {
        var model = train(
                log((_, past, random) -> {
                    int draw = random.nextInt(100);
                    return draw < 30 ? past[0] : draw < 45 && past.length > 1 ? past[1] : newItem(random);
                }),
                true);

        var chances = chances(model, 11, 12, 13, 14);

        assertThat(chances[0]).isCloseTo(0.3, within(0.06));
        assertThat(chances[1]).isCloseTo(0.15, within(0.06));
        assertThat(chances[2] + chances[3]).isLessThan(0.06);
    }

    @Test
    void someItemsAreComeBackToMoreThanOthers() {
        var model = train(
                log((_, past, random) -> random.nextInt(100) < (past[0] % 2 == 0 ? 50 : 5) ? past[0] : newItem(random)),
                true);

        assertThat(chances(model, 10, 13)[0]).isBetween(0.35, 0.65);
        assertThat(chances(model, 13, 10)[0]).isLessThan(0.15);
    }

    @Test
    void aStrangersHabitShowsInTheHistory() {
        var model = train(
                log((user, past, random) -> random.nextInt(100) < (user % 2 == 0 ? 70 : 5) ? past[0] : newItem(random)),
                true);

        assertThat(chances(model, 1, 1, 1, 2, 2, 3)[0]).isGreaterThan(0.5);
        assertThat(chances(model, 1, 2, 3, 4, 5, 6)[0]).isLessThan(0.2);
    }

    @Test
    void whatFollowedTheLastItemBeforeFollowsItAgain() {
        var model = train(
                log((_, past, random) -> {
                    for (int age = 1; age < past.length; age++) {
                        if (past[age] == past[0] && random.nextInt(100) < 80) {
                            return past[age - 1];
                        }
                    }
                    return random.nextInt(100) < 30 && past.length > 2 ? past[2] : newItem(random);
                }),
                true);

        var chances = chances(model, 1, 5, 6, 2, 1, 7); // 2 followed 1
        assertThat(chances[3]).isGreaterThan(2 * chances[1]);
    }

    @Test
    void withoutOrderAllThatCountsIsHowOften() {
        var log = log(
                (_, past, random) -> random.nextInt(100) < 40 ? past[random.nextInt(past.length)] : newItem(random));
        var model = train(log, false);

        var forwards = chances(model, 1, 2, 3, 3);
        var backwards = chances(model, 3, 3, 2, 1);

        assertThat(forwards[2]).isCloseTo(backwards[0], within(1e-9)).isGreaterThan(1.3 * forwards[0]);
        assertThat(forwards[0]).isCloseTo(backwards[2], within(1e-9));
    }

    @Test
    void chancesAreWhatComesAbout() {
        Law law = (user, past, random) -> {
            int draw = random.nextInt(100);
            int stay = user % 3 * 20;
            return draw < stay ? past[0] : draw < stay + 15 ? past[past.length - 1] : newItem(random);
        };
        var model = train(log(law), true);
        var others = log((user, past, random) -> law.next(user + 1, past, random));
        double foretold = 0;
        double came = 0;
        for (int user = 0; user < USERS; user++) {
            var past = new int[EVENTS - 1];
            for (int age = 0; age < past.length; age++) {
                past[age] = others.items()[others.to(user) - 2 - age];
            }
            int next = others.items()[others.to(user) - 1];
            foretold += Arrays.stream(chances(model, past)).sum();
            came += Arrays.stream(past).anyMatch(item -> item == next) ? 1 : 0;
        }

        assertThat(foretold / came).isBetween(0.93, 1.07);
    }

    @Test
    void itemsOfAnotherTimeAreAsOthersAre() {
        var model = train(log((_, past, random) -> random.nextInt(2) == 0 ? past[0] : newItem(random)), true);

        assertThat(chances(model, ITEMS + 7)[0]).isBetween(0.4, 0.6);
    }

    @Test
    void aLongHistoryIsNoWonder() {
        var model = train(log((_, past, random) -> random.nextInt(2) == 0 ? past[0] : newItem(random)), true);
        var endless = IntStream.range(0, 400).toArray();

        var chances = chances(model, endless);

        assertThat(chances).hasSize(400);
        assertThat(chances[399]).isLessThanOrEqualTo(chances[1] + 0.01);
    }

    @Test
    void whatIsWrittenDownTwiceAtOneSecondIsNoRepeat() {
        var plain = log((_, _, random) -> newItem(random));
        int size = plain.size();
        var items = new int[2 * size];
        var times = new long[2 * size];
        for (int at = 0; at < 2 * size; at++) {
            items[at] = plain.items()[at / 2];
            times[at] = plain.times()[at / 2];
        }
        var offsets = Arrays.stream(plain.offsets()).map(offset -> 2 * offset).toArray();

        var atOnce = InteractionLog.unweighted(ITEMS, offsets, items, times);
        var apart = InteractionLog.unweighted(
                ITEMS,
                offsets,
                items,
                IntStream.range(0, 2 * size).asLongStream().toArray());
        var timeless = InteractionLog.unweighted(ITEMS, offsets, items, new long[2 * size]);

        assertThat(RepeatTraining.isWorthwhile(atOnce)).isFalse();
        assertThat(RepeatTraining.isWorthwhile(apart)).isTrue();
        assertThat(DuplicateEvents.areIn(atOnce)).isTrue();
        assertThat(DuplicateEvents.areIn(apart)).isFalse();
        assertThat(DuplicateEvents.areIn(timeless)).isFalse();
        assertThat(chances(train(apart, true), 1, 2, 2)[0]).isGreaterThan(0.3);
        assertThat(chances(train(atOnce, true), 1, 2, 2)[0]).isLessThan(0.1);
    }

    @Test
    void dataWithoutRepeatsHaveNothingToLearn() {
        var offsets = new int[] {0, 5, 10};
        var once = InteractionLog.unweighted(10, offsets, IntStream.range(0, 10).toArray(), new long[10]);
        var again = InteractionLog.unweighted(10, offsets, new int[] {0, 1, 0, 2, 3, 4, 4, 5, 6, 7}, new long[10]);

        assertThat(RepeatTraining.isWorthwhile(once)).isFalse();
        assertThat(RepeatTraining.isWorthwhile(again)).isTrue();
    }
}
