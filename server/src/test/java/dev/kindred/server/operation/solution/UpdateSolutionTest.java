package dev.kindred.server.operation.solution;

import static dev.kindred.server.operation.Studio.json;
import static dev.kindred.server.operation.Studio.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.operation.Studio;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpdateSolutionTest {
    private final Studio studio = Studio.open();
    private final String solution = studio.solution("top", studio.films(), "aws-user-personalization-v2");

    @Test
    void aChangeIsShownAsUnderWayUntilItIsDone() {
        studio.call(
                "UpdateSolution",
                "solutionArn",
                solution,
                "solutionUpdateConfig",
                json("autoTrainingConfig", json("schedulingExpression", "rate(2 days)")));

        var shown = studio.call("DescribeSolution", "solutionArn", solution).at("/solution");
        assertThat(shown.at("/status").asString()).isEqualTo("ACTIVE");
        assertThat(shown.at("/latestSolutionUpdate/status").asString()).isEqualTo("CREATE PENDING");
        assertThat(shown.at("/solutionConfig")).isEmpty();
        assertThat(studio.queued(TaskName.UPDATE_SOLUTION)).hasSize(1);
        assertThat(refusal(() -> studio.call("UpdateSolution", "solutionArn", solution, "performAutoTraining", false)))
                .isEqualTo("ResourceInUse: Resource Arn " + solution
                        + " is being updated. Wait until latestSolutionUpdate is ACTIVE.");
        assertThat(refusal(() -> studio.call("DeleteSolution", "solutionArn", solution)))
                .startsWith("ResourceInUse: ");
    }

    @Test
    void aChangeThatCannotBeIsRefused() {
        assertThat(refusal(() -> studio.call("UpdateSolution", "solutionArn", solution)))
                .contains("changes nothing");
        assertThat(refusal(
                        () -> studio.call("UpdateSolution", "solutionArn", solution, "solutionUpdateConfig", json())))
                .contains("changes nothing");
        assertThat(refusal(() -> studio.call(
                        "UpdateSolution",
                        "solutionArn",
                        solution,
                        "performAutoTraining",
                        false,
                        "solutionUpdateConfig",
                        json("autoTrainingConfig", json("schedulingExpression", "rate(2 days)")))))
                .contains("performAutoTraining is false");
        assertThat(refusal(() -> studio.call(
                        "UpdateSolution",
                        "solutionArn",
                        solution,
                        "solutionUpdateConfig",
                        json("eventsConfig", json("eventParametersList", List.of())))))
                .contains("eventParametersList is empty");
    }
}
