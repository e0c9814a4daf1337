package dev.kindred.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymmetricEigenTest {

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "7,7", "33,33", "40,10", "120,120", "5,0"})
    void theVectorsAreOrthonormalAndGiveTheMatrixBack(int size, int rank) {
        var random = new Random(size);
        var matrix = new double[size * size];
        for (int r = 0; r < rank; r++) {
            double weight = Math.pow(0.7, r);
            double[] x = random.doubles(size, -1, 1).toArray();
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    matrix[i * size + j] += weight * x[i] * x[j];
                }
            }
        }

        var eigen = SymmetricEigen.of(matrix, size);

        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double product = 0;
                double entry = 0;
                for (int k = 0; k < size; k++) {
                    product += eigen.vectors()[i * size + k] * eigen.vectors()[j * size + k];
                    entry += eigen.values()[k] * eigen.vectors()[k * size + i] * eigen.vectors()[k * size + j];
                }
                assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-6));
                assertThat(entry).isCloseTo(matrix[i * size + j], within(1e-6));
            }
        }
        assertThat(eigen.values()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }
}
