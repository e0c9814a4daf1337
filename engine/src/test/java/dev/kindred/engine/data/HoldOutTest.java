package dev.kindred.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HoldOutTest {

    private static final long SEED = 7;

    /// Returns a training set in which user `u` has `lengths[u]` interactions, with items 0, 1, 2, … at times 0,
    /// 1, 2, …
    private static TrainingSet set(boolean timed, int... lengths) {
        var offsets = new int[lengths.length + 1];
        for (int user = 0; user < lengths.length; user++) {
            offsets[user + 1] = offsets[user] + lengths[user];
        }
        int itemCount = Arrays.stream(lengths).max().orElse(0);
        var items = Arrays.stream(lengths).flatMap(n -> IntStream.range(0, n)).toArray();
        var times = Arrays.stream(items).mapToLong(i -> timed ? i : 0).toArray();
        List<String> ids =
                IntStream.range(0, itemCount).mapToObj(Integer::toString).toList();
        return new TrainingSet(
                InteractionLog.unweighted(itemCount, offsets, items, times),
                ItemTable.bare(IdIndex.of(ids)),
                UserTable.bare(lengths.length));
    }

    private static int[] itemsOf(InteractionLog log, int user) {
        return Arrays.copyOfRange(log.items(), log.from(user), log.to(user));
    }

    @Test
    void takesATenthOfTheUsersAndTheNewestTenthOfWhatTheyDid() {
        var lengths = new int[100];
        Arrays.fill(lengths, 20);
        var set = set(true, lengths);

        var holdOut = HoldOut.forMetrics(set, SEED);

        assertThat(holdOut.users()).hasSize(10).isSorted().doesNotHaveDuplicates();
        for (int user = 0; user < 100; user++) {
            boolean isTest = Arrays.binarySearch(holdOut.users(), user) >= 0;
            assertThat(itemsOf(holdOut.truth(), user)).isEqualTo(isTest ? new int[] {18, 19} : new int[0]);
            assertThat(itemsOf(holdOut.training().interactions(), user))
                    .isEqualTo(IntStream.range(0, isTest ? 18 : 20).toArray());
        }
    }

    @Test
    void leavesUsersWithOneInteractionInTraining() {
        var holdOut = HoldOut.forMetrics(set(true, 1, 1, 2, 1), SEED);

        assertThat(holdOut.users()).containsExactly(2);
        assertThat(itemsOf(holdOut.truth(), 2)).containsExactly(1);
        assertThat(holdOut.training().interactions().size()).isEqualTo(4);
    }

    @Test
    void hasNoTestUsersWhereNoneIsToBeHad() {
        assertThat(HoldOut.forMetrics(set(true, 1, 1), SEED).users()).isEmpty();
        assertThat(HoldOut.forMetrics(set(true), SEED).users()).isEmpty();
    }

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() {
        var lengths = new int[500];
        Arrays.fill(lengths, 3);
        var set = set(true, lengths);

        assertThat(HoldOut.forMetrics(set, 1).users())
                .isEqualTo(HoldOut.forMetrics(set, 1).users())
                .isNotEqualTo(HoldOut.forMetrics(set, 2).users());
    }

    @Test
    void choosesByChanceWhereTimesDoNotTell() {
        var lengths = new int[200];
        Arrays.fill(lengths, 10);

        var timeless = HoldOut.forSelection(set(false, lengths), 200, 0.2, SEED);
        var timed = HoldOut.forSelection(set(true, lengths), 200, 0.2, SEED);

        assertThat(timed.truth().items()).containsOnly(8, 9).hasSize(400);
        assertThat(timeless.truth().items())
                .containsOnly(IntStream.range(0, 10).toArray())
                .hasSize(400);
        assertThat(timeless.training().interactions().size()).isEqualTo(1600);
    }

    @Test
    void holdsOutTheLastInteractionWhereTheShareIsNought() {
        var holdOut = HoldOut.forSelection(set(true, 9, 5, 1), 10, 0, SEED);

        assertThat(holdOut.users()).containsExactly(0, 1);
        assertThat(holdOut.truth().items()).containsExactly(8, 4);
    }
}
