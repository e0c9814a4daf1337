package dev.kindred.engine.recipe.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.engine.recipe.action.LogisticRegression.Examples;
import dev.kindred.engine.recipe.action.LogisticRegression.Prior;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {

    private static final Prior WIDE = new Prior(new double[3], new double[] {1e-6, 1e-6, 1e-6});

    private static Examples drawn(int count, double... weights) {
        var random = new Random(5);
        int width = weights.length - 1;
        var values = new float[count * width];
        var outcomes = new boolean[count];
        for (int row = 0; row < count; row++) {
            double odds = weights[width];
            for (int j = 0; j < width; j++) {
                values[row * width + j] = (float) random.nextGaussian();
                odds += weights[j] * values[row * width + j];
            }
            outcomes[row] = random.nextDouble() < LogisticRegression.probability(odds);
        }
        return new Examples(values, width, IntStream.range(0, count).toArray(), outcomes, new double[0]);
    }

    @Test
    void findsTheWeightsThatExamplesWereDrawnBy() {
        var found = LogisticRegression.fit(drawn(50_000, 0.8, -1.2, -0.5), WIDE);

        assertThat(found[0]).isEqualTo(0.8, within(0.05));
        assertThat(found[1]).isEqualTo(-1.2, within(0.05));
        assertThat(found[2]).isEqualTo(-0.5, within(0.05));
    }

    @Test
    void thePriorDecidesWithoutExamplesAndHoldsBackWhereTheyAllAgree() {
        var prior = new Prior(new double[] {1, 2, 3}, new double[] {1, 1, 1});
        var none = new Examples(new float[0], 2, new int[0], new boolean[0], new double[0]);
        var alike =
                new Examples(new float[] {1, 1, 1, 1}, 2, new int[] {0, 1}, new boolean[] {true, true}, new double[0]);

        assertThat(LogisticRegression.fit(none, prior)).containsExactly(1, 2, 3);
        assertThat(Arrays.stream(LogisticRegression.fit(alike, new Prior(new double[3], new double[] {1, 1, 1})))
                        .boxed())
                .allSatisfy(weight -> assertThat(weight).isBetween(0.1, 1.0));
    }

    @Test
    void offsetsAreGivenAndNotLearntAgain() {
        var examples = drawn(20_000, 0.5, 0.5, -1);
        var offsets = new double[20_000];
        Arrays.fill(offsets, -1);

        var found = LogisticRegression.fit(
                new Examples(examples.values(), 2, examples.rows(), examples.outcomes(), offsets), WIDE);

        assertThat(found[2]).isEqualTo(0, within(0.06));
    }

    @Test
    void surpriseIsFiniteHoweverSureOneWas() {
        assertThat(LogisticRegression.surprise(0, true)).isEqualTo(Math.log(2), within(1e-12));
        assertThat(LogisticRegression.surprise(1_000, false)).isEqualTo(1_000, within(1e-9));
        assertThat(LogisticRegression.surprise(-1_000, false)).isZero();
    }
}
