package dev.kindred.engine.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ActionRankingTest {

    private static final double[] SCORES = {0.2, 0.9, 0, 0.2, 0, 0, 0.2};
    private static final float[] VALUES = {3, 1, 2, 7, 9, Float.NaN, Float.NaN};

    @Test
    void theLikelierComesFirstAndOfEqualOnesTheMoreValuable() {
        assertThat(ActionRanking.best(SCORES, VALUES, 10, 0, 1)).containsExactly(1, 3, 0, 6, 4, 2, 5);
        assertThat(ActionRanking.best(SCORES, VALUES, 2, 0, 1)).containsExactly(1, 3);
        assertThat(ActionRanking.best(SCORES, VALUES, 0, 0.5, 1)).isEmpty();
        assertThat(ActionRanking.best(new double[0], new float[0], 5, 0.1, 1)).isEmpty();
    }

    @Test
    void aShareOfThePlacesGoesToActionsWithoutAScoreOnAverageAndTheirsAreTheLast() {
        var shown = new int[SCORES.length];
        int explored = 0;
        for (int seed = 0; seed < 10_000; seed++) {
            var best = ActionRanking.best(SCORES, VALUES, 3, 0.1, seed);
            assertThat(best).hasSize(3).doesNotHaveDuplicates();
            assertThat(Arrays.stream(best).mapToDouble(action -> -SCORES[action]))
                    .isSorted();
            for (int action : best) {
                shown[action]++;
                explored += SCORES[action] == 0 ? 1 : 0;
            }
        }

        assertThat(explored).isBetween(2_800, 3_200);
        assertThat(IntStream.of(2, 4, 5).map(action -> shown[action])).allMatch(count -> count > 850);
        assertThat(shown[1]).isEqualTo(10_000);
    }

    @Test
    void aShareThatIsWholeIsMetEachTime() {
        for (int seed = 0; seed < 50; seed++) {
            assertThat(ActionRanking.best(SCORES, VALUES, 4, 0.5, seed))
                    .startsWith(1, 3)
                    .satisfies(best -> assertThat(Arrays.stream(best).filter(action -> SCORES[action] == 0))
                            .hasSize(2));
        }
    }

    @Test
    void withoutAnyScoresAllAreThereTheMoreValuableFirstButForChance() {
        assertThat(ActionRanking.best(new double[3], new float[] {1, 5, 3}, 5, 0.1, 3))
                .containsExactly(1, 2, 0);
    }
}
