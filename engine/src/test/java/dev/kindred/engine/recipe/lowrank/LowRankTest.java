package dev.kindred.engine.recipe.lowrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.engine.data.InteractionMatrix;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import dev.kindred.kernels.SymmetricEigen;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LowRankTest {

    @ParameterizedTest
    @CsvSource({"60,5", "100,16", "30,30", "9,20"})
    void theVectorsAndValuesAreTheLeadingOnes(int items, int rank) {
        var matrix = random(items, 150);
        var product = normalisedProduct(matrix);
        var exact = SymmetricEigen.of(product, items);

        var found = train(matrix, rank, 12, 2);

        assertThat(found.rank()).isEqualTo(Math.min(rank, items));
        for (int j = 0; j < found.rank(); j++) {
            double value = found.singularValues()[j];
            assertThat(value * value).isCloseTo(exact.values()[j], within(2e-3));
            for (int i = 0; i < items; i++) { // an eigenvector: the product scales it by its eigenvalue
                double sum = 0;
                for (int k = 0; k < items; k++) {
                    sum += product[i * items + k] * found.vectors()[k * found.rank() + j];
                }
                assertThat(sum).isCloseTo(value * value * found.vectors()[i * found.rank() + j], within(2e-2));
            }
        }
        assertThat(found.singularValues()[0]).isCloseTo(1, within(1e-4));
    }

    @Test
    void theColumnsAreOrthonormal() {
        var found = train(random(80, 150), 12, 4, 2);

        for (int a = 0; a < 12; a++) {
            for (int b = 0; b < 12; b++) {
                double sum = 0;
                for (int i = 0; i < 80; i++) {
                    sum += (double) found.vectors()[i * 12 + a] * found.vectors()[i * 12 + b];
                }
                assertThat(sum).isCloseTo(a == b ? 1 : 0, within(1e-4));
            }
        }
    }

    @Test
    void whereTheMatrixHasFewerDirectionsTheRestIsZero() {
        var twoTastes = new InteractionMatrix(4, new int[] {0, 2, 4, 6}, new int[] {0, 1, 2, 3, 0, 1}, new float[0]);

        var found = train(twoTastes, 4, 4, 1);

        assertThat(found.singularValues()).containsExactly(new double[] {1, 1, 0, 0}, within(1e-5));
        for (int item = 0; item < 4; item++) {
            assertThat(Arrays.copyOfRange(found.vectors(), item * 4 + 2, item * 4 + 4))
                    .containsOnly(0);
        }
    }

    @Test
    void theResultDoesNotDependOnTheNumberOfThreads() {
        var matrix = random(100, 300);

        assertThat(train(matrix, 10, 3, 4).vectors())
                .containsExactly(train(matrix, 10, 3, 1).vectors());
    }

    private static LowRankItems train(InteractionMatrix matrix, int rank, int rounds, int threads) {
        try (var pool = Executors.newFixedThreadPool(threads)) {
            return LowRank.train(
                    matrix,
                    rank,
                    rounds,
                    new TrainingContext(new Workers(pool, threads), 1, TrainingContext.Watch.NONE));
        }
    }

    private static double[] normalisedProduct(InteractionMatrix matrix) {
        int items = matrix.columnCount();
        var byItem = matrix.transposed();
        var product = new double[items * items];
        for (int user = 0; user < matrix.rowCount(); user++) {
            for (int a = matrix.from(user); a < matrix.to(user); a++) {
                for (int b = matrix.from(user); b < matrix.to(user); b++) {
                    int i = matrix.columns()[a];
                    int j = matrix.columns()[b];
                    product[i * items + j] += (double) matrix.value(a)
                            * matrix.value(b)
                            / matrix.sum(user)
                            / Math.sqrt(byItem.sum(i) * byItem.sum(j));
                }
            }
        }
        return product;
    }

    private static InteractionMatrix random(int items, int users) {
        var random = new Random(items);
        var offsets = new int[users + 1];
        var columns = new int[users * items];
        var values = new float[users * items];
        int size = 0;
        for (int user = 0; user < users; user++) {
            for (int item = 0; item < items; item++) {
                if (random.nextInt(items) < 4 + item / 8) {
                    columns[size] = item;
                    values[size++] = 1 + random.nextInt(2);
                }
            }
            offsets[user + 1] = size;
        }
        return new InteractionMatrix(items, offsets, Arrays.copyOf(columns, size), Arrays.copyOf(values, size));
    }
}
