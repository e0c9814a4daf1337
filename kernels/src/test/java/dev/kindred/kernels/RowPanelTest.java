package dev.kindred.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowPanelTest {

    private static final int ROWS = 300;

    private final FloatKernels plain = new ScalarFloatKernels();
    private final FloatKernels selected = FloatKernels.select();
    private final Random random = new Random(8);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 15, 16, 17, 31, 32, 33, 48, 63, 64, 65, 96, 100, 128, 200, 513})
    void addsWhatIsMissingOfEachRow(int width) {
        var table = floats(ROWS * width); // exact in bfloat16
        var rounded = Bfloat16Rows.zeros(ROWS, width);
        for (int row = 0; row < ROWS; row++) {
            rounded.set(row, table, row * width);
        }
        var weights = floats(ROWS);
        var x = floats(width);
        for (var kernels : new FloatKernels[] {plain, selected}) {
            var panel = kernels.rowPanel(width, ROWS);
            for (int count : new int[] {0, 1, 2, 63, 64, 65, ROWS, 7}) { // the same work space is reused
                var rows = random.ints(ROWS, 0, ROWS).toArray();
                int from = (ROWS - count) / 2;
                for (var given : new float[][] {weights, new float[0]}) {
                    var out = new float[width];
                    out[0] = 3;
                    panel.gather(rounded, rows, from, from + count, given);
                    panel.addRemainders(0.5f, x, out);

                    assertThat(out)
                            .as("%d rows of %d", count, width)
                            .containsExactly(
                                    expected(table, rows, from, from + count, given, x), within(width * 2e-3f));
                    assertThat(panel.squares(x))
                            .as("%d rows of %d", count, width)
                            .isCloseTo(squares(table, rows, from, from + count, given, x), within(width * 0.01));
                }
            }
        }
    }

    @Test
    void holdsAsManyRowsAsWereAskedFor() {
        assertThat(plain.rowPanel(9, 40).capacity()).isEqualTo(40);
        assertThat(selected.rowPanel(9, 40).capacity()).isEqualTo(40);
    }

    private static float[] expected(float[] table, int[] rows, int from, int to, float[] weights, float[] x) {
        var sums = new double[x.length];
        sums[0] = 3;
        for (int k = from; k < to; k++) {
            int at = rows[k] * x.length;
            double missing = 0.5 - product(table, at, x);
            for (int j = 0; j < x.length; j++) {
                sums[j] += (weights.length == 0 ? 1 : weights[k]) * missing * table[at + j];
            }
        }
        var floats = new float[x.length];
        for (int j = 0; j < x.length; j++) {
            floats[j] = (float) sums[j];
        }
        return floats;
    }

    private static double squares(float[] table, int[] rows, int from, int to, float[] weights, float[] x) {
        double sum = 0;
        for (int k = from; k < to; k++) {
            double product = product(table, rows[k] * x.length, x);
            sum += (weights.length == 0 ? 1 : weights[k]) * product * product;
        }
        return sum;
    }

    private static double product(float[] table, int at, float[] x) {
        double product = 0;
        for (int j = 0; j < x.length; j++) {
            product += (double) table[at + j] * x[j];
        }
        return product;
    }

    private float[] floats(int count) {
        var floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = Bfloat16Rows.round((float) random.nextGaussian());
        }
        return floats;
    }
}
