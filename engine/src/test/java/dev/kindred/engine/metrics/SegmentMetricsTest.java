package dev.kindred.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Computed by hand: the top 1 % of 200 users are 2.
class SegmentMetricsTest {

    @Test
    void hitsAreCountedAndRecallIsTheirShareOfAllWhoCame() {
        var board = new SegmentMetrics(200);

        board.note(new int[] {7, 9}, new int[] {3, 7, 9}); // 2 of 3
        board.note(new int[] {9, 50}, new int[] {50}); // 1 of 1
        board.note(new int[] {7, 8}, new int[] {1, 2, 3, 4}); // none of 4

        assertThat(board.metrics())
                .containsEntry("hits_at_1_percent", 1.0) // (2 + 1 + 0) / 3
                .containsEntry("recall_at_1_percent", 0.5556) // (2/3 + 1 + 0) / 3
                .containsEntry("coverage", 0.02) // users 7, 8, 9 and 50 of 200
                .hasSize(3);
    }

    @Test
    void aHundredthIsRoundedAndOneAtLeast() {
        assertThat(SegmentMetrics.hundredth(3)).isEqualTo(1);
        assertThat(SegmentMetrics.hundredth(149)).isEqualTo(1);
        assertThat(SegmentMetrics.hundredth(150)).isEqualTo(2);
        assertThat(SegmentMetrics.hundredth(30_000)).isEqualTo(300);
    }

    @Test
    void withoutSegmentsThereIsNothingToTell() {
        assertThat(new SegmentMetrics(10).metrics().values()).containsOnly(0.0);
    }
}
