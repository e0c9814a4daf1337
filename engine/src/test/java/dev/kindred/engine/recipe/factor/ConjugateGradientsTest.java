package dev.kindred.engine.recipe.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.engine.data.InteractionMatrix;
import dev.kindred.engine.recipe.TallMatrix;
import dev.kindred.kernels.Bfloat16Rows;
import dev.kindred.kernels.FloatKernels;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConjugateGradientsTest {

    private static final int COLUMNS = 3000;

    private final Random random = new Random(11);

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 31, 32, 40, 64, 130})
    void manyStepsComeToTheSolution(int rank) {
        var matrix = rowsOf(0, 1, 2, 3, 17, 64, 100);
        var given = vectors(rank);
        var diagonal = diagonal(rank);
        var gradients = new ConjugateGradients(rank);

        for (int row = 0; row < matrix.rowCount(); row++) {
            var vector = floats(rank);
            gradients.improve(matrix, row, rounded(given), diagonal, vector, 2 * rank + 20);

            assertThat(vector).as("row %d", row).containsExactly(solution(matrix, row, given, diagonal), within(2e-3f));
        }
    }

    @Test
    void aRowWithMorePairsThanAreCopiedAtOnceIsSolvedToo() {
        int rank = 400; // with which 1,310 vectors are copied at once
        var matrix = rowsOf(2900);
        var given = vectors(rank);
        var diagonal = diagonal(rank);
        var vector = new float[rank];

        new ConjugateGradients(rank).improve(matrix, 0, rounded(given), diagonal, vector, 60);

        assertThat(vector).containsExactly(solution(matrix, 0, given, diagonal), within(2e-3f));
    }

    @Test
    void eachStepBringsTheVectorNearer() {
        int rank = 24;
        var matrix = rowsOf(40);
        var given = vectors(rank);
        var diagonal = diagonal(rank);
        var best = solution(matrix, 0, given, diagonal);
        double before = Double.POSITIVE_INFINITY;

        for (int steps = 0; steps < 6; steps++) {
            var vector = new float[rank];
            new ConjugateGradients(rank).improve(matrix, 0, rounded(given), diagonal, vector, steps);
            double now = distance(matrix, given, diagonal, vector, best);
            assertThat(now).isLessThan(before);
            before = now;
        }
    }

    @Test
    void aVectorThatIsTheSolutionStays() {
        int rank = 16;
        var matrix = rowsOf(0, 5);
        var given = vectors(rank);
        var diagonal = diagonal(rank);
        var gradients = new ConjugateGradients(rank);
        var zero = new float[rank];
        var best = solution(matrix, 1, given, diagonal);
        var vector = best.clone();

        gradients.improve(matrix, 0, rounded(given), diagonal, zero, 3);
        gradients.improve(matrix, 1, rounded(given), diagonal, vector, 3);

        assertThat(zero).containsOnly(0);
        assertThat(vector).containsExactly(best, within(1e-4f));
    }

    @Test
    void whatIsTooLargeForFloatsLeavesTheVectorFinite() {
        int rank = 4;
        var matrix = new InteractionMatrix(
                COLUMNS, new int[] {0, 2}, new int[] {0, 1}, new float[] {Float.MAX_VALUE, Float.MAX_VALUE});
        var vector = new float[rank];

        new ConjugateGradients(rank).improve(matrix, 0, rounded(vectors(rank)), diagonal(rank), vector, 3);

        for (float entry : vector) {
            assertThat(entry).isFinite();
        }
    }

    /// Returns their squared distance in the metric of the system.
    private static double distance(
            InteractionMatrix matrix, TallMatrix given, float[] diagonal, float[] vector, float[] best) {
        int rank = best.length;
        double sum = 0;
        for (int j = 0; j < rank; j++) {
            sum += diagonal[j] * (vector[j] - best[j]) * (vector[j] - best[j]);
        }
        for (int k = matrix.from(0); k < matrix.to(0); k++) {
            double product = 0;
            for (int j = 0; j < rank; j++) {
                product += given.values()[given.at(matrix.columns()[k]) + j] * (vector[j] - best[j]);
            }
            sum += matrix.value(k) * product * product;
        }
        return sum;
    }

    private static float[] solution(InteractionMatrix matrix, int row, TallMatrix given, float[] diagonal) {
        int rank = diagonal.length;
        var equations = FloatKernels.select().normalEquations(rank);
        equations.begin(diagonal, 0);
        for (int k = matrix.from(row); k < matrix.to(row); k++) {
            equations.add(given.values(), given.at(matrix.columns()[k]), matrix.value(k), matrix.value(k));
        }
        var solution = new float[rank];
        equations.solve(solution, 0);
        return solution;
    }

    private InteractionMatrix rowsOf(int... counts) {
        int size = Arrays.stream(counts).sum();
        var offsets = new int[counts.length + 1];
        var columns = new int[size];
        var weights = new float[size];
        for (int row = 0; row < counts.length; row++) {
            offsets[row + 1] = offsets[row] + counts[row];
            int first = random.nextInt(COLUMNS - counts[row] + 1);
            for (int k = 0; k < counts[row]; k++) {
                columns[offsets[row] + k] = first + k;
                weights[offsets[row] + k] = 0.25f + random.nextInt(4);
            }
        }
        return new InteractionMatrix(COLUMNS, offsets, columns, weights);
    }

    /// Returns vectors that are exact in bfloat16.
    private TallMatrix vectors(int rank) {
        var vectors = TallMatrix.zeros(COLUMNS, rank);
        for (int i = 0; i < vectors.values().length; i++) {
            vectors.values()[i] = Bfloat16Rows.round((float) random.nextGaussian() / 3);
        }
        return vectors;
    }

    private static Bfloat16Rows rounded(TallMatrix vectors) {
        var rounded = Bfloat16Rows.zeros(vectors.rows(), vectors.columns());
        for (int row = 0; row < vectors.rows(); row++) {
            rounded.set(row, vectors.values(), vectors.at(row));
        }
        return rounded;
    }

    private static float[] diagonal(int rank) {
        var diagonal = new float[rank];
        for (int j = 0; j < rank; j++) {
            diagonal[j] = 30f / (1 + j % 16);
        }
        return diagonal;
    }

    private float[] floats(int count) {
        var floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = (float) random.nextGaussian();
        }
        return floats;
    }
}
