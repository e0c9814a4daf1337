package dev.kindred.server.operation.solution;

import static dev.kindred.server.operation.OperationsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.OperationsFixture;
import org.junit.jupiter.api.Test;

class GetSolutionMetricsTest {
    private final OperationsFixture studio = OperationsFixture.open();
    private final String solution = studio.solution("top", studio.films(), "aws-sims");

    @Test
    void metricsHaveFourDecimals() {
        var metrics = studio.call("GetSolutionMetrics", "solutionVersionArn", studio.version(solution))
                .at("/metrics");

        assertThat(metrics.at("/coverage").asDouble()).isEqualTo(0.1235);
        assertThat(metrics.at("/precision_at_5").asDouble()).isEqualTo(0.5);
        assertThat(metrics).hasSize(2);
    }

    @Test
    void aVersionThatIsNotTrainedHasNone() {
        var version = studio.pendingVersion(solution);

        assertThat(refusal(() -> studio.call("GetSolutionMetrics", "solutionVersionArn", version)))
                .isEqualTo("ResourceInUse: Resource Arn " + version + " is CREATE PENDING: wait until it is ACTIVE.");
    }
}
