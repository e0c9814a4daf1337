package dev.kindred.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankingMetricsTest {

    private static final double[] SECOND_AND_FIFTH = {0, 1, 0, 0, 1};
    private static final double[] TWO = {1, 1};

    @Test
    void agreesWithTheWorkedExampleOfAws() {
        assertThat(RankingMetrics.reciprocalRank(SECOND_AND_FIFTH, 25)).isEqualTo(0.5);
        assertThat(RankingMetrics.precision(SECOND_AND_FIFTH, 5)).isEqualTo(0.4);
        assertThat(RankingMetrics.rounded(RankingMetrics.normalizedDiscountedCumulativeGain(SECOND_AND_FIFTH, TWO, 5)))
                .isEqualTo(0.6241);
    }

    @Test
    void meansTheReciprocalRanksOfTheWorkedExampleOfAws() {
        double sum = 0;
        for (int rank : new int[] {4, 2, 6}) {
            var gains = new double[rank];
            gains[rank - 1] = 1;
            sum += RankingMetrics.reciprocalRank(gains, 25);
        }

        assertThat(RankingMetrics.rounded(sum / 3)).isEqualTo(0.3056);
    }

    @Test
    void looksNoDeeperThanTheCut() {
        assertThat(RankingMetrics.reciprocalRank(SECOND_AND_FIFTH, 1)).isZero();
        assertThat(RankingMetrics.precision(SECOND_AND_FIFTH, 4)).isEqualTo(0.25);
        assertThat(RankingMetrics.normalizedDiscountedCumulativeGain(SECOND_AND_FIFTH, TWO, 1))
                .isZero();
    }

    @Test
    void countsAShortListAsFilledUpWithMisses() {
        assertThat(RankingMetrics.precision(new double[] {1}, 10)).isEqualTo(0.1);
        assertThat(RankingMetrics.precision(new double[0], 5)).isZero();
    }

    @Test
    void givesTheBestListOneEvenWhereThereIsMoreThanFits() {
        assertThat(RankingMetrics.normalizedDiscountedCumulativeGain(new double[] {3, 2}, new double[] {1, 2, 3}, 2))
                .isEqualTo(1, within(1e-12));
        assertThat(RankingMetrics.normalizedDiscountedCumulativeGain(new double[] {2, 3}, new double[] {1, 2, 3}, 2))
                .isLessThan(1);
    }

    @Test
    void doesNotDependOnTheScaleOfWeights() {
        double small = RankingMetrics.normalizedDiscountedCumulativeGain(
                new double[] {0.1, 0, 0.3}, new double[] {0.3, 0.1}, 5);
        double normalised = RankingMetrics.normalizedDiscountedCumulativeGain(
                new double[] {0.5, 0, 1.5}, new double[] {1.5, 0.5}, 5);

        assertThat(small).isEqualTo(normalised, within(1e-12));
    }

    @Test
    void measuresRewardsOfTheMostRewardingRecommendations() {
        double[] hits = {1, 0, 1, 0};
        double[] rewards = {1, 5, 3, 4};

        assertThat(RankingMetrics.rewardsAtTop(hits, rewards, 3)).isEqualTo(0.75);
        assertThat(RankingMetrics.rewardsAtTop(hits, rewards, 4)).isEqualTo(1);
        assertThat(RankingMetrics.rewardsAtTop(new double[4], rewards, 4)).isNaN();
    }

    @Test
    void measuresTrendsAgainstTheBestForecast() {
        double[] increases = {5, -2, 3, 0};

        assertThat(RankingMetrics.trendPredictionAccuracy(increases, new int[] {2, 1}, 2))
                .isEqualTo(1 / 8.0);
        assertThat(RankingMetrics.trendPredictionAccuracy(increases, new int[] {0, 2}, 2))
                .isEqualTo(1);
        assertThat(RankingMetrics.trendPredictionAccuracy(increases, new int[] {1}, 2))
                .isZero();
        assertThat(RankingMetrics.trendPredictionAccuracy(new double[4], new int[] {1}, 2))
                .isZero();
    }
}
