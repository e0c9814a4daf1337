package dev.kindred.server.operation.solution;

import static dev.kindred.server.operation.OperationsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.OperationsFixture;
import org.junit.jupiter.api.Test;

class ListSolutionVersionsTest {
    private final OperationsFixture studio = OperationsFixture.open();

    @Test
    void theVersionsOfASolutionAreListedAndNobodysAreNot() {
        var group = studio.films();
        var first = studio.pendingVersion(studio.solution("one", group, "aws-sims"));
        var second = studio.pendingVersion(studio.solution("two", group, "aws-sims"));

        assertThat(studio.call("ListSolutionVersions").at("/solutionVersions").findValuesAsString("solutionVersionArn"))
                .containsExactly(second, first);
        assertThat(studio.call("ListSolutionVersions", "solutionArn", studio.arn("solution/one"))
                        .at("/solutionVersions")
                        .findValuesAsString("solutionVersionArn"))
                .containsExactly(first);
        assertThat(refusal(() -> studio.call("ListSolutionVersions", "solutionArn", studio.arn("solution/none"))))
                .isEqualTo("ResourceNotFound: Resource Arn " + studio.arn("solution/none") + " does not exist.");
    }
}
