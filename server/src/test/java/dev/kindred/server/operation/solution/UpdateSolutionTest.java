package dev.kindred.server.operation.solution;

import static dev.kindred.server.operation.OperationsFixture.json;
import static dev.kindred.server.operation.OperationsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.OperationsFixture;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpdateSolutionTest {
    private final OperationsFixture fixture = OperationsFixture.open();
    private final String solution = fixture.solution("top", fixture.films(), "aws-user-personalization-v2");

    @Test
    void aChangeIsInForceWhenItIsAnswered() {
        fixture.call(
                "UpdateSolution",
                "solutionArn",
                solution,
                "solutionUpdateConfig",
                json("autoTrainingConfig", json("schedulingExpression", "rate(2 days)")));

        var shown = fixture.call("DescribeSolution", "solutionArn", solution).at("/solution");
        assertThat(shown.at("/status").asString()).isEqualTo("ACTIVE");
        assertThat(shown.at("/latestSolutionUpdate/status").asString()).isEqualTo("ACTIVE");
        assertThat(shown.at("/solutionConfig/autoTrainingConfig/schedulingExpression")
                        .asString())
                .isEqualTo("rate(2 days)");

        fixture.call("UpdateSolution", "solutionArn", solution, "performAutoTraining", false);
        fixture.call("DeleteSolution", "solutionArn", solution);
    }

    @Test
    void aChangeThatCannotBeIsRefused() {
        assertThat(refusal(() -> fixture.call("UpdateSolution", "solutionArn", solution)))
                .contains("changes nothing");
        assertThat(refusal(
                        () -> fixture.call("UpdateSolution", "solutionArn", solution, "solutionUpdateConfig", json())))
                .contains("changes nothing");
        assertThat(refusal(() -> fixture.call(
                        "UpdateSolution",
                        "solutionArn",
                        solution,
                        "performAutoTraining",
                        false,
                        "solutionUpdateConfig",
                        json("autoTrainingConfig", json("schedulingExpression", "rate(2 days)")))))
                .contains("performAutoTraining is false");
        assertThat(refusal(() -> fixture.call(
                        "UpdateSolution",
                        "solutionArn",
                        solution,
                        "solutionUpdateConfig",
                        json("eventsConfig", json("eventParametersList", List.of())))))
                .contains("eventParametersList is empty");
    }
}
