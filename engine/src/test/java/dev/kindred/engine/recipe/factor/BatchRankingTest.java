package dev.kindred.engine.recipe.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchRankingTest {

    private static final int DEPTH = 7;

    private final Random random = new Random(5);

    @ParameterizedTest
    @CsvSource({"1, 1, 3", "600, 5, 8", "1100, 37, 33", "4, 2, 16"})
    void eachUserHasTheItemsOfTheLargestInnerProductsButThoseLeftOut(int items, int users, int rank) {
        var vectors = whole(items * rank);
        var ofUsers = new float[users][];
        var without = new int[users][];
        for (int u = 0; u < users; u++) {
            ofUsers[u] = whole(rank);
            without[u] = random.ints(u, 0, items).sorted().distinct().toArray();
        }

        var best = new BatchRanking(vectors, rank, DEPTH).best(ofUsers, without);

        for (int u = 0; u < users; u++) {
            int user = u;
            var expected = IntStream.range(0, items)
                    .filter(item -> Arrays.binarySearch(without[user], item) < 0)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer item) -> -product(ofUsers[user], vectors, item))
                            .thenComparing(Comparator.naturalOrder()))
                    .limit(DEPTH)
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertThat(best[u]).containsExactly(expected);
        }
    }

    private static double product(float[] vector, float[] items, int item) {
        double sum = 0;
        for (int j = 0; j < vector.length; j++) {
            sum += vector[j] * items[item * vector.length + j];
        }
        return sum;
    }

    /// Integers, whose sums are exact in any order.
    private float[] whole(int count) {
        var numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextInt(-9, 10);
        }
        return numbers;
    }
}
