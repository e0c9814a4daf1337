package dev.kindred.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Bfloat16RowsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "-2.5, -2.5",
        "1.00390625, 1", // halfway between 1 and 1.0078125: ties to even
        "1.01171875, 1.015625", // also halfway
        "1.004, 1.0078125",
        "-1.004, -1.0078125",
        "3.0e38, 3.00406e38", // 226 times two to the 120th
        "1e-40, 9.18e-41" // 2^-133, below which the spacing of the numbers is constant
    })
    void roundsToTheNearest(float value, float rounded) {
        assertThat(Bfloat16Rows.round(value)).isCloseTo(rounded, within(Math.abs(rounded) * 1e-3f));
    }

    @Test
    void isOffByAPartIn256AtMost() {
        var random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            float value = (float) Math.scalb(random.nextDouble() * 2 - 1, random.nextInt(200) - 100);

            assertThat(Bfloat16Rows.round(value)).isCloseTo(value, within(Math.abs(value) / 256));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 31, 32, 33, 48, 64, 65, 130})
    void holdsEveryColumnOfEveryRow(int columns) {
        var random = new Random(columns);
        var rows = Bfloat16Rows.zeros(3, columns);
        var values = new float[3 * columns + 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        rows.set(1, values, 0);
        for (int row = 2; row >= 0; row--) { // the second replaces an existing row
            rows.set(row, values, 2 + row * columns);
        }

        for (int row = 0; row < 3; row++) {
            var copy = new float[columns + 1];
            rows.copyTo(row, copy, 1);
            for (int column = 0; column < columns; column++) {
                assertThat(copy[1 + column])
                        .isEqualTo(Bfloat16Rows.round(values[2 + row * columns + column]))
                        .isNotZero();
            }
        }
    }
}
