package dev.kindred.server.operation.solution;

import static dev.kindred.server.operation.OperationsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.operation.OperationsFixture;
import dev.kindred.server.resource.LifeCycleEvent;
import org.junit.jupiter.api.Test;

class StopSolutionVersionCreationTest {
    private final OperationsFixture studio = OperationsFixture.open();
    private final String version = studio.pendingVersion(studio.solution("top", studio.films(), "aws-sims"));

    private String statusAfterStop() {
        studio.call("StopSolutionVersionCreation", "solutionVersionArn", version);
        return status();
    }

    private String status() {
        return studio.call("DescribeSolutionVersion", "solutionVersionArn", version)
                .at("/solutionVersion/status")
                .asString();
    }

    @Test
    void aVersionThatWaitsIsStoppedAtOnce() {
        assertThat(statusAfterStop()).isEqualTo("CREATE STOPPED");
        assertThat(studio.queued(TaskName.TRAIN)).isEmpty();
        assertThat(refusal(this::statusAfterStop))
                .isEqualTo("InvalidInput: Solution version " + version
                        + " is CREATE STOPPED. Only one that is CREATE PENDING or CREATE IN_PROGRESS can be stopped.");
    }

    @Test
    void aVersionUnderWayIsStoppedWhateverItsWorkerReports() {
        studio.on(version, new LifeCycleEvent.Started());

        assertThat(statusAfterStop()).isEqualTo("CREATE STOPPING");
        assertThat(statusAfterStop()).isEqualTo("CREATE STOPPING");
        studio.on(version, new LifeCycleEvent.Finished());
        assertThat(status()).isEqualTo("CREATE STOPPED");
    }

    @Test
    void aVersionThatIsTrainedCannotBeStopped() {
        studio.activated(version);

        assertThat(refusal(this::statusAfterStop)).startsWith("InvalidInput: ");
    }

    @Test
    void nothingIsStoppedOfASolutionThatIsGoing() {
        studio.activated(version);
        var solution = version.substring(0, version.lastIndexOf('/'));
        studio.call("DeleteSolution", "solutionArn", solution);

        assertThat(refusal(this::statusAfterStop))
                .isEqualTo("ResourceInUse: Resource Arn " + solution + " is DELETE PENDING: it is being deleted.");
    }
}
