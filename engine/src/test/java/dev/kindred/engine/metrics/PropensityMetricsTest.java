package dev.kindred.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PropensityMetricsTest {

    /// The probabilities of an action for five users; those with 0.8 and 0.4 took it.
    private static final double[] PROBABILITIES = {0.2, 0.9, 0.4, 0.8, 0.6};

    private static final boolean[] TAKEN = {false, false, true, true, false};

    @Test
    void aWorkedExample() {
        // recommended at 0.5: 0.9, 0.8 and 0.6, of which 0.8 was taken; 0.4 was taken without a recommendation
        assertThat(PropensityMetrics.precision(PROBABILITIES, TAKEN, 0.5)).isEqualTo(1 / 3.0);
        assertThat(PropensityMetrics.recall(PROBABILITIES, TAKEN, 0.5)).isEqualTo(0.5);
        // of the six pairs of a taker and another, 0.8 is above 0.2 and 0.6, 0.4 above 0.2
        assertThat(PropensityMetrics.areaUnderCurve(PROBABILITIES, TAKEN)).isEqualTo(3 / 6.0, within(1e-12));
    }

    @Test
    void equalProbabilitiesAreHalfInOrder() {
        var alike = new double[] {0.3, 0.3, 0.3, 0.3};

        assertThat(PropensityMetrics.areaUnderCurve(alike, new boolean[] {true, false, false, true}))
                .isEqualTo(0.5);
    }

    @Test
    void theBestThresholdBalancesPrecisionAndRecall() {
        // at 0.4: precision 2/4, recall 1, balance 2/3; at 0.8: 1/2, 1/2, 1/2; at 0.2: 2/5, 1, 4/7
        assertThat(PropensityMetrics.bestThreshold(PROBABILITIES, TAKEN)).isEqualTo(0.4);
    }

    @Test
    void whatCannotBeToldIsNaN() {
        var nobody = new boolean[5];

        assertThat(PropensityMetrics.precision(PROBABILITIES, TAKEN, 0.95)).isNaN();
        assertThat(PropensityMetrics.recall(PROBABILITIES, nobody, 0.5)).isNaN();
        assertThat(PropensityMetrics.areaUnderCurve(PROBABILITIES, nobody)).isNaN();
        assertThat(PropensityMetrics.bestThreshold(PROBABILITIES, nobody)).isNaN();
        assertThat(PropensityMetrics.areaUnderCurve(new double[0], new boolean[0]))
                .isNaN();
    }
}
