package dev.kindred.engine.recipe.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.engine.data.InteractionMatrix;
import dev.kindred.kernels.FloatKernels;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagonalSystemsTest {

    private static final int COLUMNS = 300;
    private static final int MOST_PAIRS = 100;

    private final Random random = new Random(11);

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 31, 32, 40, 64})
    void aRowOfAnyLengthHasTheVectorThatThePlainSystemHas(int rank) {
        var matrix = rowsOfEachLength();
        var given = floats(COLUMNS * rank);
        var spectrum = new float[rank];
        var diagonal = new float[rank * rank];
        for (int j = 0; j < rank; j++) {
            spectrum[j] = 300f / (1 + j);
            diagonal[j * rank + j] = spectrum[j];
        }
        var settings = new AlsSettings(rank, rank, 1, 0.1, 0.05, 0.8, 0.1);
        var systems = new DiagonalSystems(settings, given, spectrum);
        var plain = FloatKernels.select().normalEquations(rank);

        for (int row = 0; row < matrix.rowCount(); row++) {
            var solved = new float[rank + 1];
            systems.solve(matrix, row, solved, 1);

            plain.begin(diagonal, 0, rank, 0.1f, settings.ridge(matrix.sum(row), COLUMNS));
            for (int k = matrix.from(row); k < matrix.to(row); k++) {
                plain.add(given, matrix.columns()[k] * rank, matrix.value(k), matrix.value(k));
            }
            var expected = new float[rank + 1];
            plain.solve(expected, 1);
            assertThat(solved).as("%d pairs", row).containsExactly(expected, within(1e-4f));
        }
    }

    /// Row `n` has `n` pairs.
    private InteractionMatrix rowsOfEachLength() {
        int size = MOST_PAIRS * (MOST_PAIRS + 1) / 2;
        var offsets = new int[MOST_PAIRS + 2];
        var columns = new int[size];
        var weights = new float[size];
        for (int row = 0; row <= MOST_PAIRS; row++) {
            offsets[row + 1] = offsets[row] + row;
            int first = random.nextInt(COLUMNS - 2 * MOST_PAIRS);
            for (int k = 0; k < row; k++) {
                columns[offsets[row] + k] = first + 2 * k;
                weights[offsets[row] + k] = 0.25f + random.nextInt(4);
            }
        }
        return new InteractionMatrix(COLUMNS, offsets, columns, weights);
    }

    private float[] floats(int count) {
        var floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = (float) random.nextGaussian();
        }
        return floats;
    }
}
