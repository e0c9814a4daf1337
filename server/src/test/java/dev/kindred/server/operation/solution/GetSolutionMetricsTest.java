package dev.kindred.server.operation.solution;

import static dev.kindred.server.operation.OperationsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.OperationsFixture;
import org.junit.jupiter.api.Test;

class GetSolutionMetricsTest {
    private final OperationsFixture fixture = OperationsFixture.open();
    private final String solution = fixture.solution("top", fixture.films(), "aws-sims");

    @Test
    void metricsHaveFourDecimals() {
        var metrics = fixture.call("GetSolutionMetrics", "solutionVersionArn", fixture.version(solution))
                .at("/metrics");

        assertThat(metrics.at("/coverage").asDouble()).isEqualTo(0.1235);
        assertThat(metrics.at("/precision_at_5").asDouble()).isEqualTo(0.5);
        assertThat(metrics).hasSize(2);
    }

    @Test
    void aVersionThatIsNotTrainedHasNone() {
        var version = fixture.pendingVersion(solution);

        assertThat(refusal(() -> fixture.call("GetSolutionMetrics", "solutionVersionArn", version)))
                .isEqualTo("ResourceInUse: Resource Arn " + version + " is CREATE PENDING: wait until it is ACTIVE.");
    }
}
