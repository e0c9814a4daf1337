package dev.kindred.server.operation.solution;

import static dev.kindred.server.operation.OperationsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.operation.OperationsFixture;
import dev.kindred.server.resource.Arn;
import org.junit.jupiter.api.Test;

class DeleteSolutionTest {
    private final OperationsFixture fixture = OperationsFixture.open();
    private final String solution = fixture.solution("top", fixture.films(), "aws-sims");

    @Test
    void campaignsAndTrainingsStandInTheWay() {
        var version = fixture.version(solution);
        var campaign = fixture.campaign("live", version);
        var training = fixture.pendingVersion(solution);

        assertThat(refusal(() -> fixture.call("DeleteSolution", "solutionArn", solution)))
                .isEqualTo(
                        "ResourceInUse: Resource Arn " + solution + " is in use by " + campaign + ", " + training
                                + ". Delete campaigns first, and wait until trainings and batch jobs end, or stop the trainings.");
    }

    @Test
    void itGoesWithItsVersionsModelsAndSchedule() {
        var version = fixture.version(solution);

        fixture.call("DeleteSolution", "solutionArn", solution);

        assertThat(fixture.call("DescribeSolution", "solutionArn", solution)
                        .at("/solution/status")
                        .asString())
                .isEqualTo("DELETE PENDING");
        assertThat(fixture.queued(TaskName.DELETE)).hasSize(1);
        fixture.write(transaction -> {
            transaction.resources().remove(Arn.of(solution));
            return solution;
        });
        assertThat(refusal(() -> fixture.call("DescribeSolutionVersion", "solutionVersionArn", version)))
                .startsWith("ResourceNotFound: ");
        assertThat(fixture.queued(TaskName.AUTO_TRAIN)).isEmpty();
    }
}
