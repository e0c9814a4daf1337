package dev.kindred.engine.recipe.ease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.engine.data.InteractionMatrix;
import dev.kindred.engine.data.ItemLinks;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EaseTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20, 64, 65, 150, 300})
    void theWeightsAreThoseOfTheClosedForm(int items) {
        var matrix = random(items, 200);
        var expected = closedForm(matrix, 10);

        var links = train(matrix, 10, items, 2);

        var found = new double[items][items];
        for (int item = 0; item < items; item++) {
            for (int k = links.offsets()[item]; k < links.offsets()[item + 1]; k++) {
                found[item][links.targets()[k]] = links.weights()[k];
            }
        }
        for (int item = 0; item < items; item++) {
            assertThat(found[item]).containsExactly(expected[item], within(1e-4));
        }
    }

    @Test
    void theLargestWeightsOfEachItemAreKeptInOrderOfTheirTargets() {
        var matrix = random(90, 150);
        var all = train(matrix, 10, 90, 2);

        var few = train(matrix, 10, 5, 2);

        for (int item = 0; item < 90; item++) {
            int from = few.offsets()[item];
            assertThat(few.offsets()[item + 1] - from).isEqualTo(5);
            var sizes = IntStream.range(all.offsets()[item], all.offsets()[item + 1])
                    .mapToDouble(k -> Math.abs(all.weights()[k]))
                    .sorted()
                    .toArray();
            double fifth = sizes[sizes.length - 5];
            for (int k = from; k < from + 5; k++) {
                assertThat((double) Math.abs(few.weights()[k])).isGreaterThanOrEqualTo(fifth);
                assertThat(k == from || few.targets()[k - 1] < few.targets()[k]).isTrue();
            }
        }
    }

    @Test
    void theResultDoesNotDependOnTheNumberOfThreads() {
        var matrix = random(200, 300);

        var one = train(matrix, 5, 20, 1);
        var many = train(matrix, 5, 20, 4);

        assertThat(many.targets()).containsExactly(one.targets());
        assertThat(many.weights()).containsExactly(one.weights());
    }

    @Test
    void tooManyItemsAreRefused() {
        var matrix = new InteractionMatrix(Ease.MOST_ITEMS + 1, new int[1], new int[0], new float[0]);

        assertThatThrownBy(() -> train(matrix, 10, 5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("20001");
    }

    private static ItemLinks train(InteractionMatrix matrix, double regularization, int links, int threads) {
        try (var pool = Executors.newFixedThreadPool(threads)) {
            return Ease.train(
                    matrix,
                    regularization,
                    links,
                    new TrainingContext(new Workers(pool, threads), 1, TrainingContext.Watch.NONE));
        }
    }

    private static InteractionMatrix random(int items, int users) {
        var random = new Random(items);
        var offsets = new int[users + 1];
        var columns = new int[users * items];
        var values = new float[users * items];
        int size = 0;
        for (int user = 0; user < users; user++) {
            for (int item = 0; item < items; item++) {
                if (random.nextInt(4) == 0) {
                    columns[size] = item;
                    values[size++] = 1 + random.nextInt(2);
                }
            }
            offsets[user + 1] = size;
        }
        return new InteractionMatrix(items, offsets, Arrays.copyOf(columns, size), Arrays.copyOf(values, size));
    }

    /// Gauss-Jordan elimination in double precision.
    private static double[][] closedForm(InteractionMatrix matrix, double regularization) {
        int size = matrix.columnCount();
        var work = new double[size][2 * size];
        for (int user = 0; user < matrix.rowCount(); user++) {
            for (int a = matrix.from(user); a < matrix.to(user); a++) {
                for (int b = matrix.from(user); b < matrix.to(user); b++) {
                    work[matrix.columns()[a]][matrix.columns()[b]] += (double) matrix.value(a) * matrix.value(b);
                }
            }
        }
        for (int i = 0; i < size; i++) {
            work[i][i] += regularization;
            work[i][size + i] = 1;
        }
        for (int k = 0; k < size; k++) {
            double pivot = work[k][k];
            for (int j = 0; j < 2 * size; j++) {
                work[k][j] /= pivot;
            }
            for (int i = 0; i < size; i++) {
                double factor = i == k ? 0 : work[i][k];
                for (int j = 0; j < 2 * size; j++) {
                    work[i][j] -= factor * work[k][j];
                }
            }
        }
        var weights = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                weights[i][j] = i == j ? 0 : -work[i][size + j] / work[j][size + j];
            }
        }
        return weights;
    }
}
