package dev.kindred.engine.recipe.repeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.engine.recipe.SmallSets;
import dev.kindred.engine.recipe.repeat.ConditionalLogit.Choices;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConditionalLogitTest {

    private static final double[] TRUTH = {-1, 2, 0.5};

    private static Choices drawn(int count, long seed) {
        var random = new SplittableRandom(seed);
        var rows = new float[3 * 4 * count];
        var offsets = new int[count + 1];
        var chosen = new int[count];
        var weights = new float[count];
        Arrays.fill(weights, 1);
        for (int choice = 0; choice < count; choice++) {
            int alternatives = random.nextInt(0, 4);
            offsets[choice + 1] = offsets[choice] + alternatives;
            var shares = new double[alternatives];
            double all = 1;
            for (int i = 0; i < alternatives; i++) {
                int at = 3 * (offsets[choice] + i);
                rows[at] = 1;
                rows[at + 1] = random.nextInt(2);
                rows[at + 2] = (float) random.nextGaussian();
                shares[i] = Math.exp(TRUTH[0] + TRUTH[1] * rows[at + 1] + TRUTH[2] * rows[at + 2]);
                all += shares[i];
            }
            double draw = random.nextDouble() * all;
            chosen[choice] = -1;
            for (int i = 0; i < alternatives && chosen[choice] < 0; i++) {
                chosen[choice] = draw < shares[i] ? i : -1;
                draw -= shares[i];
            }
        }
        return new Choices(rows, offsets, chosen, weights);
    }

    @Test
    void findsTheWeightsThatChoicesWereDrawnBy() {
        var fitted = ConditionalLogit.fit(
                List.of(drawn(10_000, 1), drawn(10_000, 2)),
                new double[3],
                1,
                SmallSets.context(2).workers());

        for (int j = 0; j < 3; j++) {
            assertThat(fitted[j]).isCloseTo(TRUTH[j], within(0.1));
        }
    }

    @Test
    void isTheSameForAnyNumberOfThreads() {
        var choices = List.of(drawn(500, 1), drawn(500, 2), drawn(500, 3));

        assertThat(ConditionalLogit.fit(
                        choices, new double[3], 1, SmallSets.context(1).workers()))
                .containsExactly(ConditionalLogit.fit(
                        choices, new double[3], 1, SmallSets.context(3).workers()));
    }

    @Test
    void saysNothingWhereNothingWasChosen() {
        assertThat(ConditionalLogit.fit(
                        List.of(), new double[3], 1, SmallSets.context(1).workers()))
                .containsExactly(0, 0, 0);
    }

    @Test
    void whatCountsMoreWeighsMore() {
        var drawn = drawn(2000, 1);
        var heavy = new float[drawn.weights().length];
        for (int choice = 0; choice < heavy.length; choice++) {
            heavy[choice] = drawn.chosen()[choice] < 0 ? 0.2f : 1;
        }
        var context = SmallSets.context(1).workers();

        var plain = ConditionalLogit.fit(List.of(drawn), new double[3], 1, context);
        var weighted = ConditionalLogit.fit(
                List.of(new Choices(drawn.rows(), drawn.offsets(), drawn.chosen(), heavy)), new double[3], 1, context);

        assertThat(weighted[0]).isGreaterThan(plain[0] + 0.5);
    }
}
