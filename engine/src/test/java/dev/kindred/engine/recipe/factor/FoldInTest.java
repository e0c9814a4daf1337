package dev.kindred.engine.recipe.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldInTest {

    private static final int ITEMS = 300;

    @ParameterizedTest
    @CsvSource({"16,1", "16,5", "16,15", "16,16", "16,60", "33,20", "128,50", "128,200"})
    void theVectorSolvesTheUsersSystem(int rank, int count) {
        var factors = factors(rank);
        var random = new Random(count);
        int[] history = random.ints(0, ITEMS).distinct().limit(count).toArray();
        var weights = new float[count];
        for (int k = 0; k < count; k++) {
            weights[k] = 0.5f + random.nextInt(4);
        }

        var vector = FoldIn.of(factors).vector(history, weights);

        double sumOfWeights =
                IntStream.range(0, count).mapToDouble(k -> weights[k]).sum();
        double ridge = factors.settings().ridge(sumOfWeights, ITEMS);
        var gradient = new double[rank];
        for (int j = 0; j < rank; j++) {
            gradient[j] = (factors.settings().unobservedWeight() * factors.spectrum()[j] + ridge) * vector[j];
        }
        for (int k = 0; k < count; k++) {
            double score = 0;
            for (int j = 0; j < rank; j++) {
                score += (double) factors.items()[history[k] * rank + j] * vector[j];
            }
            for (int j = 0; j < rank; j++) {
                gradient[j] -= weights[k] * (1 - score) * factors.items()[history[k] * rank + j];
            }
        }
        assertThat(gradient).containsExactly(new double[rank], within(2e-4 * sumOfWeights));
    }

    @Test
    void aRepeatedItemCountsOnceAndOrderDoesNotMatter() {
        var foldIn = FoldIn.of(factors(8));

        var once = foldIn.vector(new int[] {3, 250, 7}, new float[] {1, 2, 5});
        var again = foldIn.vector(new int[] {7, 3, 250, 7, 250}, new float[] {5, 1, 2, 4, 1});

        assertThat(again).containsExactly(once);
    }

    @Test
    void anEmptyHistoryScoresNothing() {
        assertThat(FoldIn.of(factors(8)).vector(new int[0], new float[0]))
                .containsOnly(0)
                .hasSize(8);
    }

    private static ImplicitFactors factors(int rank) {
        var random = new Random(rank);
        var items = new float[ITEMS * rank];
        var spectrum = new float[rank];
        for (int i = 0; i < items.length; i++) {
            items[i] = (float) random.nextGaussian() / 4;
        }
        for (int j = 0; j < rank; j++) {
            spectrum[j] = rank - j;
        }
        return new ImplicitFactors(ITEMS, items, spectrum, AlsSettings.ofRank(rank));
    }
}
