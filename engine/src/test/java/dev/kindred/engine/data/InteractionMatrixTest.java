package dev.kindred.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InteractionMatrixTest {

    @Test
    void aPairThatComesTwiceIsThereOnceWithItsLargestWeight() {
        var log = new InteractionLog(
                4, new int[] {0, 4, 4, 6}, new int[] {2, 0, 2, 2, 3, 1}, new long[6], new float[] {1, 0.5f, 7, 3, 2, 1
                });

        var matrix = InteractionMatrix.of(log);

        assertThat(matrix.offsets()).containsExactly(0, 2, 2, 4);
        assertThat(matrix.columns()).containsExactly(0, 2, 1, 3);
        assertThat(matrix.values()).containsExactly(0.5f, 7, 1, 2);
        assertThat(matrix.sum(0)).isEqualTo(7.5);
    }

    @Test
    void weightsOfOneTakeNoMemory() {
        var log = InteractionLog.unweighted(3, new int[] {0, 2, 3}, new int[] {2, 2, 0}, new long[3]);

        var matrix = InteractionMatrix.of(log);

        assertThat(matrix.values()).isEmpty();
        assertThat(matrix.columns()).containsExactly(2, 0);
        assertThat(matrix.value(1)).isEqualTo(1);
    }

    @Test
    void turnedRoundItHasARowForEachItem() {
        var matrix = new InteractionMatrix(3, new int[] {0, 2, 3, 3}, new int[] {0, 2, 2}, new float[] {1, 2, 3});

        var turned = matrix.transposed();

        assertThat(turned.columnCount()).isEqualTo(3);
        assertThat(turned.offsets()).containsExactly(0, 1, 1, 3);
        assertThat(turned.columns()).containsExactly(0, 0, 1);
        assertThat(turned.values()).containsExactly(1, 2, 3);
    }
}
