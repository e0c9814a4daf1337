package dev.kindred.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ByteRowsTest {

    @Test
    void staysWithinHalfAScaleOfEveryEntry() {
        var matrix = new float[] {0.3f, -1.27f, 0.004f, 0, 0, 0, 1e-30f, 2e-30f, -3e-30f};

        var rows = ByteRows.of(matrix, 3);

        for (int i = 0; i < matrix.length; i++) {
            float scale = rows.scales()[i / 3];
            assertThat(rows.values()[i] * scale).isCloseTo(matrix[i], within(scale * 0.501f));
        }
        assertThat(rows.values()[1]).isEqualTo((byte) -127);
        assertThat(rows.scales()[1]).isZero();
    }
}
