package dev.kindred.server.operation.solution;

import static dev.kindred.server.operation.OperationsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.OperationsFixture;
import org.junit.jupiter.api.Test;

class ListSolutionVersionsTest {
    private final OperationsFixture fixture = OperationsFixture.open();

    @Test
    void theVersionsOfASolutionAreListedAndNobodysAreNot() {
        var group = fixture.films();
        var first = fixture.pendingVersion(fixture.solution("one", group, "aws-sims"));
        var second = fixture.pendingVersion(fixture.solution("two", group, "aws-sims"));

        assertThat(fixture.call("ListSolutionVersions")
                        .at("/solutionVersions")
                        .findValuesAsString("solutionVersionArn"))
                .containsExactly(second, first);
        assertThat(fixture.call("ListSolutionVersions", "solutionArn", fixture.arn("solution/one"))
                        .at("/solutionVersions")
                        .findValuesAsString("solutionVersionArn"))
                .containsExactly(first);
        assertThat(refusal(() -> fixture.call("ListSolutionVersions", "solutionArn", fixture.arn("solution/none"))))
                .isEqualTo("ResourceNotFound: Resource Arn " + fixture.arn("solution/none") + " does not exist.");
    }
}
