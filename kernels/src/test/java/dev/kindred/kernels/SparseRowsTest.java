package dev.kindred.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class SparseRowsTest {

    private static final int[] INDICES = {9, 2, 0, 2};
    private static final float[] VALUES = {100, 1, 2, 3};

    @Test
    void addsARowToTheSums() {
        var sums = new float[] {1, 1, 1};

        SparseRows.addScaled(2, INDICES, VALUES, 1, 4, sums);

        assertThat(sums).containsExactly(5, 1, 9);
    }

    @Test
    void addsAMappedRowToTheSums() {
        try (var arena = Arena.ofConfined()) {
            var indices = arena.allocateFrom(ValueLayout.JAVA_INT, INDICES);
            var values = arena.allocateFrom(ValueLayout.JAVA_FLOAT, VALUES);
            var sums = new float[] {1, 1, 1};

            SparseRows.addScaled(2, indices, values, 1, 4, sums);

            assertThat(sums).containsExactly(5, 1, 9);
        }
    }
}
