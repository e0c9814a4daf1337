package dev.kindred.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeatureTest {

    @Test
    void rangesHoldEquallyManyRows() {
        var values = new float[100];
        for (int row = 0; row < values.length; row++) {
            values[row] = (row * 37) % 100;
        }

        var ranges = new Feature.Numeric("AGE", values).inRanges();

        assertThat(ranges.values())
                .containsExactly("0.0", "10.0", "20.0", "30.0", "40.0", "50.0", "60.0", "70.0", "80.0", "90.0");
        for (int row = 0; row < values.length; row++) {
            assertThat(ranges.codes()[ranges.offsets()[row]]).isEqualTo((int) values[row] / 10);
        }
    }

    @Test
    void equalNumbersShareARangeAndUnknownOnesHaveNone() {
        var ranges = new Feature.Numeric("FLAG", new float[] {1, Float.NaN, 0, 1, 1, 0}).inRanges();

        assertThat(ranges.values()).containsExactly("0.0", "1.0");
        assertThat(ranges.offsets()).containsExactly(0, 1, 1, 2, 3, 4, 5);
        assertThat(ranges.codes()).containsExactly(1, 0, 1, 1, 0);
    }

    @Test
    void aColumnWithoutNumbersHasNoRanges() {
        var ranges = new Feature.Numeric("AGE", new float[] {Float.NaN, Float.NaN}).inRanges();

        assertThat(ranges.values()).isEmpty();
        assertThat(ranges.codes()).isEmpty();
    }

    @Test
    void whatIsLessThanAllIsOfTheFirstRange() {
        var bounds = new float[] {10, 20, 30, 0};

        assertThat(Feature.Numeric.rangeOf(-5, bounds, 3)).isZero();
        assertThat(Feature.Numeric.rangeOf(20, bounds, 3)).isEqualTo(1);
        assertThat(Feature.Numeric.rangeOf(29.9f, bounds, 3)).isEqualTo(1);
        assertThat(Feature.Numeric.rangeOf(Float.POSITIVE_INFINITY, bounds, 3)).isEqualTo(2);
    }
}
