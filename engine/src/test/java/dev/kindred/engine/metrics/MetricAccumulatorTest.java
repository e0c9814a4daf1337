package dev.kindred.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class MetricAccumulatorTest {

    @Test
    void meansOverUsersAndRoundsToFourDecimals() {
        var board = new MetricAccumulator(2, 10, MetricAccumulator.Extras.NONE);
        board.note(0, new int[] {3, 1, 4, 5, 9}, new int[] {1, 9}, new float[] {1, 1});
        board.note(1, new int[] {3, 1, 4, 5, 2}, new int[] {8}, new float[] {1});

        assertThat(board.metrics())
                .containsOnly(
                        entry("coverage", 0.6),
                        entry("mean_reciprocal_rank_at_25", 0.25),
                        entry("normalized_discounted_cumulative_gain_at_5", 0.312),
                        entry("normalized_discounted_cumulative_gain_at_10", 0.312),
                        entry("normalized_discounted_cumulative_gain_at_25", 0.312),
                        entry("precision_at_5", 0.2),
                        entry("precision_at_10", 0.1),
                        entry("precision_at_25", 0.04));
    }

    @Test
    void tellsEventWeightsAndRewardsWhereThereAreSuch() {
        var board = new MetricAccumulator(1, 3, new MetricAccumulator.Extras(true, new float[] {1, 0, 3}));
        board.note(0, new int[] {0, 1, 2}, new int[] {0, 2}, new float[] {1, 3});

        var metrics = board.metrics();

        assertThat(metrics)
                .containsEntry("average_rewards_at_k", 1.0)
                // (1 + 3 / 2) / (3 + 1 / log2 3)
                .containsEntry("normalized_discounted_cumulative_gain_with_event_weights_at_5", 0.6885);
    }

    @Test
    void saysNoughtOfNoUsers() {
        assertThat(new MetricAccumulator(0, 0, MetricAccumulator.Extras.NONE)
                        .metrics()
                        .values())
                .containsOnly(0.0);
    }
}
