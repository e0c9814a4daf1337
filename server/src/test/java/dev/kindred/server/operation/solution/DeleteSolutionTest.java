package dev.kindred.server.operation.solution;

import static dev.kindred.server.operation.OperationsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.operation.OperationsFixture;
import dev.kindred.server.resource.Arn;
import org.junit.jupiter.api.Test;

class DeleteSolutionTest {
    private final OperationsFixture studio = OperationsFixture.open();
    private final String solution = studio.solution("top", studio.films(), "aws-sims");

    @Test
    void campaignsAndTrainingsStandInTheWay() {
        var version = studio.version(solution);
        var campaign = studio.campaign("live", version);
        var training = studio.pendingVersion(solution);

        assertThat(refusal(() -> studio.call("DeleteSolution", "solutionArn", solution)))
                .isEqualTo(
                        "ResourceInUse: Resource Arn " + solution + " is in use by " + campaign + ", " + training
                                + ". Delete campaigns first, and wait until trainings and batch jobs end, or stop the trainings.");
    }

    @Test
    void itGoesWithItsVersionsModelsAndSchedule() {
        var version = studio.version(solution);

        studio.call("DeleteSolution", "solutionArn", solution);

        assertThat(studio.call("DescribeSolution", "solutionArn", solution)
                        .at("/solution/status")
                        .asString())
                .isEqualTo("DELETE PENDING");
        assertThat(studio.queued(TaskName.DELETE)).hasSize(1);
        studio.write(transaction -> {
            transaction.resources().remove(Arn.of(solution));
            return solution;
        });
        assertThat(refusal(() -> studio.call("DescribeSolutionVersion", "solutionVersionArn", version)))
                .startsWith("ResourceNotFound: ");
        assertThat(studio.queued(TaskName.AUTO_TRAIN)).isEmpty();
    }
}
