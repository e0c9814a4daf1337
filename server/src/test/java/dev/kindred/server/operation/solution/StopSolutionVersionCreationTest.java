package dev.kindred.server.operation.solution;

import static dev.kindred.server.operation.OperationsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.operation.OperationsFixture;
import dev.kindred.server.resource.LifeCycleEvent;
import org.junit.jupiter.api.Test;

class StopSolutionVersionCreationTest {
    private final OperationsFixture fixture = OperationsFixture.open();
    private final String version = fixture.pendingVersion(fixture.solution("top", fixture.films(), "aws-sims"));

    private String statusAfterStop() {
        fixture.call("StopSolutionVersionCreation", "solutionVersionArn", version);
        return status();
    }

    private String status() {
        return fixture.call("DescribeSolutionVersion", "solutionVersionArn", version)
                .at("/solutionVersion/status")
                .asString();
    }

    @Test
    void aVersionThatWaitsIsStoppedAtOnce() {
        assertThat(statusAfterStop()).isEqualTo("CREATE STOPPED");
        assertThat(fixture.queued(TaskName.TRAIN)).isEmpty();
        assertThat(refusal(this::statusAfterStop))
                .isEqualTo("InvalidInput: Solution version " + version
                        + " is CREATE STOPPED. Only one that is CREATE PENDING or CREATE IN_PROGRESS can be stopped.");
    }

    @Test
    void aVersionUnderWayIsStoppedWhateverItsWorkerReports() {
        fixture.on(version, new LifeCycleEvent.Started());

        assertThat(statusAfterStop()).isEqualTo("CREATE STOPPING");
        assertThat(statusAfterStop()).isEqualTo("CREATE STOPPING");
        fixture.on(version, new LifeCycleEvent.Finished());
        assertThat(status()).isEqualTo("CREATE STOPPED");
    }

    @Test
    void aVersionThatIsTrainedCannotBeStopped() {
        fixture.activated(version);

        assertThat(refusal(this::statusAfterStop)).startsWith("InvalidInput: ");
    }

    @Test
    void nothingIsStoppedOfASolutionThatIsGoing() {
        fixture.activated(version);
        var solution = version.substring(0, version.lastIndexOf('/'));
        fixture.call("DeleteSolution", "solutionArn", solution);

        assertThat(refusal(this::statusAfterStop))
                .isEqualTo("ResourceInUse: Resource Arn " + solution + " is DELETE PENDING: it is being deleted.");
    }
}
